namespace CnnGen.Runtime;

/// <summary>Takes weights from a file by name, and collects everything that does not fit, so that one run shows all.</summary>
internal sealed class FileWeights(string network, SafetensorsFile file, WeightLayout layout) : WeightSource
{
    private const int MostNamed = 12;

    private readonly List<string> _problems = [];

    private protected override WeightLayout Layout => layout;

    public override void Complete()
    {
        if (_problems.Count > 0)
        {
            string problems = string.Concat(_problems.Select(problem => $"{Environment.NewLine}- {problem}"));
            throw new WeightsException(
                $"{file.Source} does not fit the network {network} (expected in {layout} layout):{problems}{Environment.NewLine}{Contents()}");
        }
    }

    private protected override float[]? Weights(LayerWeights layer) => Take($"{layer.Name}.weight", layer.WeightShape(layout));

    private protected override float[]? Numbers(string name, long[] shape, float standard) => Take(name, shape);

    private protected override float[]? Slopes(SlopeWeights layer) => Take($"{layer.Name}.weight", layer.Shapes(layout));

    private float[]? Take(string name, params long[][] shapes)
    {
        string? problem = !file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor) ? "; found no tensor of that name"
            : !shapes.Any(shape => tensor.Shape.AsSpan().SequenceEqual(shape)) ? $"; found shape {tensor.ShapeText}"
            : !SafetensorsDType.IsReadable(tensor.DType) ? $" and type F32, F16, BF16 or F64; found type {tensor.DType}"
            : null;
        if (problem is not null)
        {
            _problems.Add($"expected '{name}' of shape {string.Join(" or ", shapes.Select(shape => SafetensorsText.Shape(shape)))}{problem}");
            return null;
        }

        float[] values = new float[tensor!.ElementCount];
        file.CopyTo(tensor, values);
        return values;
    }

    private string Contents()
    {
        string[] names = [.. file.Tensors.Values.Select(tensor => $"{tensor.Name} {tensor.ShapeText}").Order(StringComparer.Ordinal)];
        string rest = names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "";
        return names.Length == 0 ? "The file has no tensors." : $"The file has {string.Join(", ", names.Take(MostNamed))}{rest}.";
    }
}
