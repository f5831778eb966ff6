using System.Diagnostics;
using System.Runtime.InteropServices;
using CnnGen;
using Digits;

namespace DigitPad;

/// <summary>Runs the network and keeps everything that it computes on the way.</summary>
internal sealed class NetworkTrace
{
    private readonly LeNet5 _network;

    /// <param name="weights">LeNet-5's file.</param>
    public NetworkTrace(string weights)
    {
        _network = LeNet5.Load(weights);

        // The first run waits for the just-in-time compiler: what it takes is not what Forward takes.
        Run(new float[LeNet5.InputLength]);
    }

    /// <summary>The input's numbers and all layers' together.</summary>
    public static int Length { get; } = LeNet5.InputLength + (int)LeNet5.Summary.Layers.Sum(layer => layer.Activations);

    /// <summary>The input and each layer's output, one behind the other: floats, little-endian, maps in height, width, channel order.</summary>
    /// <param name="input">32x32 numbers, ink 1 on paper 0.</param>
    /// <returns>The floats' bytes, and the time that <c>Forward</c> alone takes for this input.</returns>
    public (byte[] Floats, TimeSpan Forward) Run(float[] input)
    {
        float[] scores = new float[LeNet5.OutputLength];
        long start = Stopwatch.GetTimestamp();
        _network.Forward(input, scores);
        TimeSpan forward = Stopwatch.GetElapsedTime(start);

        float[] trace = new float[Length];
        input.CopyTo(trace, 0);
        int next = input.Length;
        _network.ForwardTraced(input, scores, (_, output) =>
        {
            output.CopyTo(trace.AsSpan(next));
            next += output.Length;
        });
        return (MemoryMarshal.AsBytes(trace.AsSpan()).ToArray(), forward);
    }
}
