using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Weights;

/// <summary>The text in which the build lists a project's weights files: see <see cref="ListingLine"/>.</summary>
internal static class WeightsListing
{
    private static readonly char[] _separators = [';', ' ', ','];

    /// <summary>Whether an additional file is such a text.</summary>
    public static bool Is(AdditionalText text) => text.Path.EndsWith(ListingLine.FileEnding, StringComparison.OrdinalIgnoreCase);

    public static EquatableArray<WeightsFile> Read(AdditionalText text, CancellationToken cancellation)
        => text.GetText(cancellation) is { } lines ? Read(lines).ToEquatableArray() : EquatableArray<WeightsFile>.Empty;

    private static IEnumerable<WeightsFile> Read(SourceText text)
    {
        WeightsFile? file = null;
        List<WeightsTensor> tensors = [];
        foreach (TextLine entry in text.Lines)
        {
            string[] fields = ListingLine.Split(entry.ToString());
            if (fields is [ListingLine.Tensor, var name, var type, var shape])
            {
                tensors.Add(new WeightsTensor(name, type, shape));
            }
            else if (fields is [ListingLine.File, var path, var networks, var layout, var resource, var project, var line, var column, var code, var fault])
            {
                if (file is not null)
                {
                    yield return file with { Tensors = tensors.ToEquatableArray() };
                    tensors.Clear();
                }

                EquatableArray<string> names = networks.Split(_separators, StringSplitOptions.RemoveEmptyEntries).Select(network => network.Replace('+', '.')).ToEquatableArray();
                file = new WeightsFile(path, names, layout == nameof(WeightLayout.Keras) ? WeightLayout.Keras : WeightLayout.PyTorch, resource, project, Number(line), Number(column), code, fault, EquatableArray<WeightsTensor>.Empty);
            }
        }

        if (file is not null)
        {
            yield return file with { Tensors = tensors.ToEquatableArray() };
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
