namespace CnnGen.Tests;

/// <summary>Clip beside the definition, alone and computed together with the layer above it.</summary>
public sealed class ClipTests
{
    private static readonly float[] _input =
    [
        .. Enumerable.Range(0, 99).Select(i => (i - 49) * 0.37f),
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1e-40f, 65504f, -65504f, 1e6f, -1e6f,
    ];

    [Theory]
    [InlineData(typeof(ClipBoth), -1.5f, 2.25f)]
    [InlineData(typeof(ClipLow), -1e6f, float.PositiveInfinity)]
    [InlineData(typeof(ClipHigh), float.NegativeInfinity, 65504f)]
    [InlineData(typeof(ClipOpen), float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData(typeof(ClipToReLU), 0f, float.PositiveInfinity)]
    [InlineData(typeof(ClipToReLU6), 0f, 6f)]
    [InlineData(typeof(ClipPoint), 3f, 3f)]
    public void EachElementIsAtItsLimits(Type network, float minimum, float maximum)
    {
        float[] output = new float[_input.Length];
        ForwardOf(network)(_input, output);
        Assert.Equal(_input.Select(x => Math.Min(Math.Max(x, minimum), maximum)), output);
    }

    [Fact]
    public void BelowAConvolutionItCostsNoStep()
    {
        Assert.Equal(ClipUnfused.Summary.Plan.Steps.Count, ClipFused.Summary.Plan.Steps.Count);
        float[] input = [.. Enumerable.Range(0, ClipFused.InputLength).Select(i => MathF.Sin(i) * 3)];
        float[] clipped = new float[ClipFused.OutputLength];
        float[] sums = new float[ClipUnfused.OutputLength];
        ClipFused.CreateRandom(4).Forward(input, clipped);
        ClipUnfused.CreateRandom(4).Forward(input, sums);
        Assert.Equal(sums.Select(sum => Math.Clamp(sum, -0.25f, 0.5f)), clipped);
        Assert.Contains(-0.25f, clipped);
        Assert.Contains(0.5f, clipped);
    }

    private static Forward ForwardOf(Type network)
    {
        object created = network.GetMethod("CreateRandom")!.Invoke(null, [1])!;
        return network.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<Forward>(created);
    }

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);
}

[Input(2, 5, 11), Clip(-1.5, 2.25)]
public sealed partial class ClipBoth;

[Input(2, 5, 11), Clip(-1e6, double.PositiveInfinity)]
public sealed partial class ClipLow;

[Input(2, 5, 11), Clip(double.NegativeInfinity, 65504)]
public sealed partial class ClipHigh;

[Input(2, 5, 11), Clip(double.NegativeInfinity, double.PositiveInfinity)]
public sealed partial class ClipOpen;

[Input(2, 5, 11), Clip(0, double.PositiveInfinity)]
public sealed partial class ClipToReLU;

[Input(2, 5, 11), Clip(0, 6)]
public sealed partial class ClipToReLU6;

[Input(2, 5, 11), Clip(3, 3)]
public sealed partial class ClipPoint;

[Input(9, 7, 3), Conv2D(13, 3, Stride = 2, Name = "conv"), Clip(-0.25, 0.5), Flatten]
public sealed partial class ClipFused;

[Input(9, 7, 3), Conv2D(13, 3, Stride = 2, Name = "conv"), Flatten]
public sealed partial class ClipUnfused;
