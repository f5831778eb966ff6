using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Where a layer's output is, once a step has been run. For generated code. Strides count floats.</summary>
/// <param name="Step">The step that ends it.</param>
/// <param name="Layer">The layer's place among those of the summary.</param>
/// <param name="InOutput">Whether it is in the caller's output instead of the arena.</param>
/// <param name="Offset">Its first number.</param>
/// <param name="RowStride">From row to row.</param>
/// <param name="PixelStride">From pixel to pixel.</param>
/// <param name="ChannelStride">From channel to channel.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TracedLayer(
    int Step, int Layer, bool InOutput, int Offset, int RowStride, int PixelStride, int ChannelStride, int Height, int Width, int Channels);

/// <summary>Runs a network step by step and shows each layer's output. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Tracer
{
    /// <summary>Runs all steps; after each, <paramref name="observer"/> is shown the layers that it ends.</summary>
    /// <param name="summary">The layers and the steps.</param>
    /// <param name="traced">In the order of their steps.</param>
    /// <param name="run">Runs a step.</param>
    /// <param name="input">The caller's input, held fixed.</param>
    /// <param name="output">The caller's output, held fixed.</param>
    /// <param name="arena">The thread's arena.</param>
    /// <param name="observer">The caller's.</param>
    public static void Run(
        NetworkSummary summary, ReadOnlySpan<TracedLayer> traced, Cores.Step run, float* input, float* output, float* arena, LayerObserver observer)
    {
        for (int step = 0; step < summary.Plan.Steps.Count; step++)
        {
            run(step, 0, 1, input, output, arena);
            for (; traced.Length > 0 && traced[0].Step == step; traced = traced[1..])
            {
                observer(summary.Layers[traced[0].Layer], Dense(traced[0], (traced[0].InOutput ? output : arena) + traced[0].Offset));
            }
        }
    }

    private static float[] Dense(TracedLayer layer, float* source)
    {
        float[] dense = new float[layer.Height * layer.Width * layer.Channels];
        fixed (float* target = dense)
        {
            Pixels.CopyNumbers(
                source, layer.RowStride, layer.PixelStride, layer.ChannelStride,
                target, layer.Width * layer.Channels, layer.Channels, 1,
                layer.Height, layer.Width, layer.Channels);
        }

        return dense;
    }
}
