using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Compares a network with a self-test vector. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfTester
{
    /// <summary>A network's <c>ForwardTraced</c>.</summary>
    public delegate void Forward(ReadOnlySpan<float> input, Span<float> output, LayerObserver observer);

    /// <summary>Loads the network, runs it on the vector's input, and compares each layer that the vector holds.</summary>
    /// <param name="network">The network's class.</param>
    /// <param name="vector">The file with an input and what belongs to it.</param>
    /// <param name="weights">The file with the weights.</param>
    /// <param name="inputLength">Numbers of an input.</param>
    /// <param name="outputLength">Numbers of an output.</param>
    /// <param name="load">Loads the network from a weights file.</param>
    public static SelfTestResult Run(string network, string vector, string weights, int inputLength, int outputLength, Func<string, Forward> load)
    {
        SafetensorsFile file = SafetensorsFile.Open(Find(vector));
        float[] input = Read(file, "input", inputLength);
        float[] expected = Read(file, "output", outputLength);
        float[] output = new float[outputLength];
        List<LayerDifference> layers = [];
        load(Find(weights))(input, output, (layer, numbers) =>
        {
            if (file.Tensors.ContainsKey(layer.Name))
            {
                layers.Add(Compare(layer.Name, Read(file, layer.Name, numbers.Length), numbers));
            }
        });
        layers.Add(Compare("output", expected, output));
        return new SelfTestResult(network, layers);
    }

    private static LayerDifference Compare(string name, float[] expected, ReadOnlySpan<float> actual)
    {
        (double error, double scale) = (0, float.Epsilon);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = expected[i].Equals(actual[i]) ? 0 : Math.Abs((double)expected[i] - actual[i]);
            error = Math.Max(error, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            scale = Math.Max(scale, float.IsFinite(expected[i]) ? Math.Abs(expected[i]) : 0);
        }

        return new LayerDifference(name, error, scale);
    }

    private static float[] Read(SafetensorsFile file, string name, int length)
    {
        if (!file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor) || tensor.ElementCount != length)
        {
            string found = tensor is null ? "found no tensor of that name" : $"found {tensor.ElementCount}";
            throw new WeightsException($"{file.Source}: expected {length} numbers in '{name}'; {found}. Was the vector made for this network?");
        }

        float[] numbers = new float[length];
        file.CopyTo(tensor, numbers);
        return numbers;
    }

    private static string Find(string path)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(beside) ? beside : path;
    }
}
