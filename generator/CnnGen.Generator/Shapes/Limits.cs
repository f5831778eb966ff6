using System.Globalization;
using System.Numerics;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Runtime;

namespace CnnGen.Generator.Shapes;

/// <summary>Reports tensors and weights that no array can hold. Counts are exact, without overflow.</summary>
internal sealed class Limits
{
    /// <summary><c>Array.MaxLength</c> of .NET.</summary>
    private const int MaxLength = 0x7FFFFFC7;

    /// <summary>Floats that alignment takes, between layers and at the ends of the array.</summary>
    private const int Slack = 4096;

    /// <summary>The limit for all weights together, as they are packed.</summary>
    public const int MaxWeights = MaxLength - Slack;

    /// <summary>A tensor's limit: two of them, the layer's input and output, share the arena's array.</summary>
    private const int MaxTensor = MaxWeights / 2;

    /// <summary>Floats of a cache line.</summary>
    private const int CacheLine = 16;

    private BigInteger _weights = BigInteger.Zero;

    /// <summary>Checks the input's tensor; the shape to go on with is the result.</summary>
    public Shape CheckInput(LayerContext input, Shape shape) => FitsTensor(input, null, shape, default) ? shape : Shape.Map(0, 0, 0);

    /// <summary>Checks a layer's weights, its padded input and its output; the shape to go on with is the result.</summary>
    public Shape Check(LayerContext layer, Shape output, Operation operation)
    {
        string? argument = new[] { "units", "filters", "factor", "pad", "top" }.FirstOrDefault(layer.Has);
        if (operation is WeightedSum { Input.IsKnown: true } weighted && output.IsKnown)
        {
            BigInteger kernels = weighted.WeightKind == WeightKind.LocallyConnected ? BigInteger.One * output.Height * output.Width : 1;
            BigInteger taps = BigInteger.One * weighted.Window.Rows.Kernel * weighted.Window.Columns.Kernel * weighted.ChannelsUnderWindow;
            BigInteger weights = kernels * taps * output.Channels;
            BigInteger outputs = weighted is { Groups: > 1, IsChannelwise: false } ? BigInteger.One * weighted.Groups * weighted.PackedGroupOutputs : Whole(output.Channels);
            BigInteger packed = _weights + (kernels * (taps + 1) * outputs) + PhasesRoom(weighted);
            if (!TakesRoom(layer, argument, weights, packed))
            {
                // Inference goes on from the declared units; from a map with so many weights it does not.
                return output.IsFlat && output.Length <= MaxTensor ? output : Unknown(output);
            }
        }
        else if (operation is PReLU { Input.IsKnown: true } slopes)
        {
            BigInteger packed = _weights + (BigInteger.One * slopes.Positions * Whole(slopes.Input.Channels));
            if (!TakesRoom(layer, argument, slopes.Parameters, packed))
            {
                return Unknown(output);
            }
        }

        bool fits = (operation.PaddedWindow is not { } padded || FitsTensor(layer, WindowArgument(layer), layer.Input, padded))
            && FitsTensor(layer, argument, output, default);
        return fits ? output : Unknown(output);
    }

    /// <summary>Checks the tensors that are alive together while a layer runs, because layers below it read them, too. Reports it once.</summary>
    /// <param name="layers">From the first on.</param>
    /// <param name="outputs">The shapes of the input and of each layer's output.</param>
    /// <param name="lastReaders">For each of them the last layer that reads it.</param>
    public static void CheckTogether(IReadOnlyList<LayerContext> layers, IReadOnlyList<Shape> outputs, int[] lastReaders)
    {
        for (int layer = 1; layer <= layers.Count; layer++)
        {
            int[] alive = [.. Enumerable.Range(0, layer + 1).Where(i => outputs[i].IsKnown && (i == layer || lastReaders[i] >= layer))];
            BigInteger together = alive.Aggregate(BigInteger.Zero, (sum, i) => sum + InMemory(outputs[i], default));
            if (alive.Length > 2 && together > MaxWeights)
            {
                string what = $"{outputs[layer]}, with {alive.Length - 1} others that are kept for layers below,";
                layers[layer - 1].Report(Rules.TensorTooLarge, null, what, Grouped(together), Grouped(MaxWeights), "make the branches smaller");
                return;
            }
        }
    }

    /// <summary>Each phase of a transposed convolution has biases of its own, and begins a cache line.</summary>
    private static BigInteger PhasesRoom(WeightedSum weighted)
        => weighted.WeightKind == WeightKind.Transposed
            ? weighted.Window.Rows.Stride * weighted.Window.Columns.Stride * (Whole(weighted.Output.Channels) + CacheLine)
            : BigInteger.Zero;

    private bool TakesRoom(LayerContext layer, string? argument, BigInteger weights, BigInteger packed)
    {
        if (packed > MaxWeights)
        {
            layer.Report(Rules.TooManyWeights, argument, Grouped(weights), Grouped(packed), Grouped(MaxLength));
            return false;
        }

        _weights = packed;
        return true;
    }

    private static Shape Unknown(Shape shape) => shape with { Height = 0, Width = 0 };

    /// <summary>What makes the padding of the input: a pad, or the window that Same pads for.</summary>
    private static string? WindowArgument(LayerContext layer)
        => new[] { "Pad", "PadTop", "PadBottom", "PadLeft", "PadRight", "kernelSize", "kernelHeight", "poolSize", "poolHeight" }
            .FirstOrDefault(layer.Has);

    private static bool FitsTensor(LayerContext layer, string? argument, Shape shape, Window window)
    {
        if (!shape.IsKnown)
        {
            return true;
        }

        BigInteger length = InMemory(shape, window);
        if (length <= MaxTensor)
        {
            return true;
        }

        string padded = window.IsPadded
            ? $"{shape}, padded to {window.Rows.Padded(shape.Height)}x{window.Columns.Padded(shape.Width)}x{shape.Channels},"
            : shape.ToString();
        string fix = !window.IsPadded || argument is null ? "make it smaller"
            : argument?.StartsWith("Pad", StringComparison.Ordinal) == true ? "pad less"
            : "make the window smaller";
        layer.Report(Rules.TensorTooLarge, argument, padded, Grouped(length), Grouped(MaxTensor), fix);
        return false;
    }

    private static BigInteger InMemory(Shape shape, Window window)
        => BigInteger.One * window.Rows.Padded(shape.Height) * window.Columns.Padded(shape.Width) * Whole(shape.Channels);

    private static BigInteger Whole(int channels) => ((BigInteger)channels + PackedSize.Lanes - 1) / PackedSize.Lanes * PackedSize.Lanes;

    private static string Grouped(BigInteger value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
