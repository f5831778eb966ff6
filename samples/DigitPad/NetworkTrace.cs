using System.Runtime.InteropServices;
using CnnGen;
using Digits;

namespace DigitPad;

/// <summary>Runs the network and keeps everything that it computes on the way.</summary>
/// <param name="weights">LeNet-5's file.</param>
internal sealed class NetworkTrace(string weights)
{
    private readonly LeNet5 _network = LeNet5.Load(weights);
    private readonly FirstConvolution _first = FirstConvolution.Load(weights);
    private readonly SecondConvolution _second = SecondConvolution.Load(weights);

    /// <summary>The input's numbers and all layers' together.</summary>
    public static int Length { get; } = LeNet5.InputLength + (int)LeNet5.Summary.Layers.Sum(layer => layer.Activations);

    /// <summary>Where a layer's first number is in what <see cref="Run"/> gives, counted in floats; the input is at 0.</summary>
    /// <param name="layer">The layer's name in the network's summary.</param>
    public static int OffsetOf(string layer)
        => LeNet5.InputLength + (int)LeNet5.Summary.Layers.TakeWhile(other => other.Name != layer).Sum(other => other.Activations);

    /// <summary>The input and each layer's output, one behind the other: floats, little-endian, maps in height, width, channel order.</summary>
    /// <param name="input">32x32 numbers, ink 1 on paper 0.</param>
    public byte[] Run(float[] input)
    {
        float[] trace = new float[Length];
        float[] scores = new float[LeNet5.OutputLength];
        input.CopyTo(trace, 0);
        _network.ForwardTraced(input, scores, (layer, output) => output.CopyTo(trace.AsSpan(OffsetOf(layer.Name))));
        _first.Forward(input, trace.AsSpan(OffsetOf("conv1"), FirstConvolution.OutputLength));
        _second.Forward(
            trace.AsSpan(OffsetOf("maxpool1"), SecondConvolution.InputLength), trace.AsSpan(OffsetOf("conv2"), SecondConvolution.OutputLength));
        return MemoryMarshal.AsBytes(trace.AsSpan()).ToArray();
    }
}
