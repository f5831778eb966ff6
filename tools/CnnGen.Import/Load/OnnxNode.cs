using Onnx;

namespace CnnGen.Import.Load;

/// <summary>An operator of the graph, with the names of what it reads and gives. An input that is left out has an empty name.</summary>
internal sealed class OnnxNode(string name, string operatorType, string[] inputs, string[] outputs, IReadOnlyDictionary<string, AttributeProto>? attributes = null, string domain = "")
{
    private static readonly Dictionary<string, AttributeProto> _none = [];

    private readonly IReadOnlyDictionary<string, AttributeProto> _attributes = attributes ?? _none;

    /// <summary>The node's own name; where it has none, that of its first output.</summary>
    public string Name { get; } = name;

    /// <summary>As <c>Conv</c>; with the domain in front, where it is not ONNX's own: <c>ai.onnx.ml.ZipMap</c>.</summary>
    public string Operator { get; } = domain.Length == 0 ? operatorType : $"{domain}.{operatorType}";

    public string[] Inputs { get; } = inputs;

    /// <summary>The version of ONNX's operators by which it is to be read.</summary>
    public int Opset { get; init; } = 1;

    /// <summary>The tensors that graphs within its attributes read, as the branches of an If do.</summary>
    public string[] Captured { get; init; } = [];

    public string[] Outputs { get; } = outputs;

    /// <summary>Whether the input is given.</summary>
    public bool HasInput(int index) => index < Inputs.Length && Inputs[index].Length > 0;

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public AttributeProto? Attribute(string attribute) => _attributes.GetValueOrDefault(attribute);

    public long Int(string attribute, long missing) => Attribute(attribute) is { HasI: true } found ? found.I : missing;

    public float Float(string attribute, float missing) => Attribute(attribute) is { HasF: true } found ? found.F : missing;

    public string Text(string attribute, string missing) => Attribute(attribute) is { HasS: true } found ? found.S.ToStringUtf8() : missing;

    public long[]? Ints(string attribute) => Attribute(attribute) is { } found ? [.. found.Ints] : null;

    public float[]? Floats(string attribute) => Attribute(attribute) is { } found ? [.. found.Floats] : null;

    public OnnxNode With(string[] inputs) => new(Name, Operator, inputs, Outputs, _attributes) { Opset = Opset, Captured = Captured };
}
