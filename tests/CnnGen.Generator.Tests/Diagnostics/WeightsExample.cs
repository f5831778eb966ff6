using System.Text.RegularExpressions;
using CnnGen.TestKit;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The weights files of a rule's page: the project's items, and a block for each file with its name and its tensors.</summary>
internal static partial class WeightsExample
{
    /// <summary>The list that the build makes of what a section shows; a block without tensors, or an item without a block, is a file with a fault.</summary>
    public static WeightsList Of(string section, string id)
    {
        WeightsList list = new();
        Dictionary<string, string[]> files = Block().Matches(section)
            .Select(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(lines => lines[0], lines => lines[1..]);
        foreach (Match item in Item().Matches(section))
        {
            string path = Attribute(item.Value, "Include");
            list = files.Remove(path, out string[]? tensors)
                ? list.With(path, Attribute(item.Value, "Network"), tensors, embed: Attribute(item.Value, "Embed") == "true")
                : list.WithFault(path, Attribute(item.Value, "Network"), id, "there is no such file");
        }

        foreach ((string path, string[] tensors) in files)
        {
            list = tensors.All(tensor => tensor.EndsWith(']')) ? list.WithOther(path, tensors) : list.WithFault(path, "", id, tensors[0]);
        }

        return list;
    }

    private static string Attribute(string item, string name) => Regex.Match(item, $"{name}=\"(.*?)\"").Groups[1].Value;

    [GeneratedRegex(@"<CnnGenWeights .*?/>")]
    private static partial Regex Item();

    [GeneratedRegex(@"```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
