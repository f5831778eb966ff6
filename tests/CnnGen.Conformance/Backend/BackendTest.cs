using CnnGen.Import.Load;
using Onnx;

namespace CnnGen.Conformance.Backend;

/// <summary>One test of ONNX's: a model, and sets of tensors that go in and come out.</summary>
/// <param name="Kind">The folder that it is in, as <c>node</c>.</param>
/// <param name="Path">Its own folder.</param>
internal sealed record BackendTest(string Kind, string Path)
{
    public const string ModelName = "model.onnx";

    public string Name { get; } = System.IO.Path.GetFileName(Path);

    public ModelProto ReadModel() => ModelProto.Parser.ParseFrom(File.ReadAllBytes(System.IO.Path.Combine(Path, ModelName)));

    /// <summary>The folders <c>test_data_set_0</c> and, where there are several, their siblings.</summary>
    public IEnumerable<string> Sets() => Directory.GetDirectories(Path, "test_data_set_*").Order(StringComparer.Ordinal);

    /// <summary>A tensor of a set.</summary>
    /// <param name="file">As <c>input_0.pb</c>.</param>
    public static TensorProto ReadTensor(string set, string file) => TensorProto.Parser.ParseFrom(File.ReadAllBytes(System.IO.Path.Combine(set, file)));

    /// <summary>A tensor's numbers and sides.</summary>
    public static Constant Numbers(TensorProto tensor) => new TensorReader(new ExternalData(null)).Read(tensor);

    /// <summary>
    /// The model as a network has it: one input, and every other tensor that the test feeds (weights, biases, statistics, limits, a second
    /// operand) known at import, with the numbers of the set.
    /// </summary>
    public static ModelProto WithWeights(ModelProto model, string set)
    {
        ModelProto bound = model.Clone();
        string[] inputs = Inputs(model);
        foreach ((int index, string name) in inputs.Index().Skip(1))
        {
            TensorProto weights = ReadTensor(set, $"input_{index}.pb");
            weights.Name = name;
            bound.Graph.Initializer.Add(weights);
        }

        return bound;
    }

    /// <summary>What the test feeds, in the order of its files.</summary>
    public static string[] Inputs(ModelProto model) => [.. model.Graph.Input.Select(input => input.Name).Except(model.Graph.Initializer.Select(tensor => tensor.Name))];
}
