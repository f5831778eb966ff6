using System.CommandLine;
using CnnGen.Import;

namespace CnnGen.Tool;

/// <summary>The options that say how a model is to be read, which every command takes.</summary>
internal sealed class ModelArguments
{
    private readonly Option<int[]?> _shape = new("--shape")
    {
        Description = "The input's shape, the batch of 1 first, where the model leaves a side open or has another batch: 1,3,224,224",
        HelpName = "sides",
        CustomParser = result =>
        {
            string[] sides = result.Tokens.Count == 1 ? result.Tokens[0].Value.Split(',', 'x') : [];
            int[] numbers = [.. sides.Select(side => int.TryParse(side, out int number) ? number : -1)];
            if (numbers.Length == 0 || numbers.Any(number => number < 1))
            {
                result.AddError("--shape takes whole numbers of at least 1 with commas between them, as in --shape 1,3,224,224.");
                return null;
            }

            return numbers;
        },
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = "The tensor (or the node) whose value the network is to give; the model is cut there, and what only other outputs need is left out",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_shape);
        command.Options.Add(_output);
    }

    public ImportOptions Read(ParseResult result, string className, string? space = null) => new()
    {
        ClassName = className,
        Namespace = space,
        Shape = result.GetValue(_shape) is { Length: > 0 } shape ? shape : null,
        Output = result.GetValue(_output),
    };

    /// <summary>The name of a class after a file: <c>mobilenet-v2.onnx</c> makes <c>MobilenetV2</c>.</summary>
    public static string ClassNameOf(string path)
    {
        string[] words = Path.GetFileNameWithoutExtension(path).Split([.. Path.GetFileNameWithoutExtension(path).Where(letter => !char.IsLetterOrDigit(letter))], StringSplitOptions.RemoveEmptyEntries);
        string name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 || char.IsDigit(name[0]) ? "Network" + name : name;
    }
}
