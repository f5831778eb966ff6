using System.Text;
using CnnGen.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.TestKit;

/// <summary>The list of a project's weights files, as the package's build hands it to the compiler.</summary>
public sealed class WeightsList : AdditionalText
{
    /// <summary>The project that has the files.</summary>
    public const string ProjectPath = "/app/App.csproj";

    private readonly StringBuilder _text = new();

    public override string Path => "/app/obj/App.cnnweights";

    /// <summary>A <c>CnnGenWeights</c> of the project; its tensors as <c>"conv1.weight F32 [4, 1, 3, 3]"</c>.</summary>
    public WeightsList With(string path, string network, string[] tensors, string layout = "PyTorch", bool embed = false)
        => Add(ListingLine.Join(ListingLine.File, path, network, layout, embed ? path : "", ProjectPath, "7", "5", "", ""), tensors);

    /// <summary>Another file of the project.</summary>
    public WeightsList WithOther(string path, params string[] tensors)
        => Add(ListingLine.Join(ListingLine.File, path, "", "PyTorch", "", "", "0", "0", "", ""), tensors);

    /// <summary>A file that cannot be read.</summary>
    public WeightsList WithFault(string path, string network, string code, string fault)
        => Add(ListingLine.Join(ListingLine.File, path, network, "PyTorch", "", network.Length > 0 ? ProjectPath : "", "7", "5", code, fault), []);

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(ToString(), Encoding.UTF8);

    public override string ToString() => _text.ToString();

    private WeightsList Add(string file, string[] tensors)
    {
        _text.Append(file).Append('\n');
        foreach (string[] parts in tensors.Select(tensor => tensor.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            _text.Append(ListingLine.Join([ListingLine.Tensor, .. parts])).Append('\n');
        }

        return this;
    }
}
