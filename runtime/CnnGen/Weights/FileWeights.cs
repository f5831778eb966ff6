namespace CnnGen.Runtime;

/// <summary>Takes weights from a file by name, and collects everything that does not fit, so that one run shows all.</summary>
/// <remarks>Words have methods of their own, so that a program that has none to say need not compile them when it starts.</remarks>
internal sealed class FileWeights(string network, SafetensorsFile file, WeightLayout layout, Func<WeightSource>? again = null) : WeightSource(again)
{
    private const int MostNamed = 12;

    private readonly List<string> _problems = [];

    private protected override WeightLayout Layout => layout;

    public override void Complete()
    {
        if (_problems.Count > 0)
        {
            throw new WeightsException(Complaint());
        }
    }

    private protected override float[]? Weights(LayerWeights layer) => Take($"{layer.Name}.weight", layer.WeightShape(layout));

    private protected override float[]? Numbers(string name, long[] shape, float standard) => Take(name, shape);

    private protected override float[]? Slopes(SlopeWeights layer) => Take($"{layer.Name}.weight", layer.Shapes(layout));

    private float[]? Take(string name, params long[][] shapes)
    {
        if (!file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor)
            || !Fits(tensor, shapes) || !SafetensorsDType.IsReadable(tensor.DType))
        {
            _problems.Add(Problem(name, shapes, tensor));
            return null;
        }

        float[] values = new float[tensor.ElementCount];
        file.CopyTo(tensor, values);
        return values;
    }

    private static bool Fits(SafetensorsTensor tensor, long[][] shapes)
    {
        foreach (long[] shape in shapes)
        {
            if (tensor.HasShape(shape))
            {
                return true;
            }
        }

        return false;
    }

    private static string Problem(string name, long[][] shapes, SafetensorsTensor? tensor)
    {
        string found = tensor is null ? "; found no tensor of that name"
            : !Fits(tensor, shapes) ? $"; found shape {tensor.ShapeText}"
            : $" and type F32, F16, BF16 or F64; found type {tensor.DType}";
        return $"expected '{name}' of shape {string.Join(" or ", shapes.Select(shape => SafetensorsText.Shape(shape)))}{found}";
    }

    private string Complaint()
    {
        string problems = string.Concat(_problems.Select(problem => $"{Environment.NewLine}- {problem}"));
        return $"{file.Source} does not fit the network {network} (expected in {layout} layout):{problems}{Environment.NewLine}{Contents()}";
    }

    private string Contents()
    {
        string[] names = [.. file.Tensors.Values.Select(tensor => $"{tensor.Name} {tensor.ShapeText}").Order(StringComparer.Ordinal)];
        string rest = names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "";
        return names.Length == 0 ? "The file has no tensors." : $"The file has {string.Join(", ", names.Take(MostNamed))}{rest}.";
    }
}
