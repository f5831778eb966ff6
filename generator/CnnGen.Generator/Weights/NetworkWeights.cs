using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Weights;

/// <summary>A weights file of a network, in the layout in which the network reads it.</summary>
/// <param name="Attribute">Which of the network's <c>[Weights]</c> names it; -1 where the project does.</param>
internal sealed record NetworkWeights(WeightsFile File, WeightLayout Layout, int Attribute)
{
    /// <summary>The network's files: the project's for it, then those that its attributes name. A file that both name has the attribute's layout.</summary>
    public static IEnumerable<NetworkWeights> Of(NetworkDeclaration network, IEnumerable<WeightsFile> files)
    {
        string name = network.Type.FullName.Replace('+', '.');
        List<NamedWeights> named = [.. network.Weights];
        foreach (WeightsFile file in files.GroupBy(file => file.Path).Select(alike => alike.FirstOrDefault(file => file.Networks.Contains(name)) ?? alike.First()))
        {
            int attribute = named.FindIndex(weights => Normalized(weights.Path) == file.Path);
            if (attribute >= 0 || file.Networks.Contains(name))
            {
                yield return new NetworkWeights(file, (attribute < 0 ? null : named[attribute].Layout) ?? file.Layout, attribute);
            }
        }
    }

    /// <summary>What <c>Load()</c> reads: nothing, where the class has a method of that name itself.</summary>
    public static EmbeddedWeights? Embedded(NetworkDeclaration network, IEnumerable<WeightsFile> files)
        => network.Type.HasLoad || Of(network, files).FirstOrDefault(weights => weights.File.IsEmbedded) is not { } weights
            ? null
            : new EmbeddedWeights(weights.File.Resource, weights.Layout);

    /// <summary>A path as the listing has it.</summary>
    public static string Normalized(string path)
    {
        path = path.Replace('\\', '/');
        return path.StartsWith("./", StringComparison.Ordinal) ? path.Substring(2) : path;
    }
}
