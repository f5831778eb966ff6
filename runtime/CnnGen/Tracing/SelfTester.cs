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
    /// <param name="inputLength">Elements of an input.</param>
    /// <param name="outputLength">Elements of an output.</param>
    /// <param name="load">Loads the network from a weights file.</param>
    /// <param name="absoluteErrors">
    /// Layers of a kind whose result two right computations may differ in by so much, however small it is: a sigmoid of -16, for example, is 1e-7,
    /// and as large as the error of ONNX Runtime's sigmoid. The error of the last layer holds for the output too.
    /// </param>
    public static SelfTestResult Run(
        string network, string vector, string weights, int inputLength, int outputLength, Func<string, Forward> load, params (string Layer, double Error)[] absoluteErrors)
    {
        SelfTestVector expected = new(SafetensorsFile.Open(Find(vector)));
        float[] input = expected.ReadInput(inputLength);
        float[] output = new float[outputLength];
        List<LayerDifference> layers = [];
        double last = 0;
        load(Find(weights))(input, output, (layer, elements) =>
        {
            last = absoluteErrors.FirstOrDefault(error => error.Layer == layer.Name).Error;
            if (expected.Compare(layer.Name, elements, last) is { } difference)
            {
                layers.Add(difference);
            }
        });
        layers.Add(expected.Compare(SelfTestVector.Output, output, last) ?? throw new WeightsException($"{vector}: expected {outputLength} elements in '{SelfTestVector.Output}'; found no tensor of that name. Was the vector made for this network?"));
        return new SelfTestResult(network, layers);
    }

    private static string Find(string path)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(beside) ? beside : path;
    }
}
