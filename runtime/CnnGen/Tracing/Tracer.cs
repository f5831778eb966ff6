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
/// <param name="summary">The layers and the steps.</param>
/// <param name="inputShape">Rows, columns and channels of the input.</param>
/// <param name="channelsFirst">Whether the caller's input is channel by channel.</param>
/// <param name="blueFirst">Whether its colours are blue, green, red.</param>
/// <param name="traced">In the order of their steps.</param>
/// <param name="plain">The other layers, of which <c>Forward</c> keeps no output.</param>
/// <param name="weights">For these; null where none of them has any.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Tracer(
    NetworkSummary summary,
    (int Height, int Width, int Channels) inputShape,
    bool channelsFirst,
    bool blueFirst,
    TracedLayer[] traced,
    ReferenceLayer[] plain,
    TracedWeights? weights)
{
    /// <summary>Runs all steps, computes what they do not keep, and shows the layers in the order in which they are declared.</summary>
    /// <param name="run">Runs a step.</param>
    /// <param name="input">The caller's input, held fixed.</param>
    /// <param name="output">The caller's output, held fixed.</param>
    /// <param name="arena">The thread's arena.</param>
    /// <param name="observer">The caller's.</param>
    public void Run(Cores.Step run, float* input, float* output, float* arena, LayerObserver observer)
    {
        // As the layers are counted: from 1 on; 0 is the input.
        ReferenceMap?[] outputs = new ReferenceMap?[summary.Layers.Count + 1];
        outputs[0] = plain.Length > 0 ? Input(input) : null;
        RunSteps(run, input, output, arena, outputs);
        foreach (ReferenceLayer layer in plain)
        {
            outputs[layer.Layer + 1] = layer.Run(outputs, weights);
        }

        foreach ((LayerSummary layer, ReferenceMap? map) in summary.Layers.Zip(outputs.Skip(1)))
        {
            if (map is not null)
            {
                observer(layer, map.Numbers);
            }
        }
    }

    private void RunSteps(Cores.Step run, float* input, float* output, float* arena, ReferenceMap?[] outputs)
    {
        ReadOnlySpan<TracedLayer> rest = traced;
        for (int step = 0; step < summary.Plan.Steps.Count; step++)
        {
            run(step, Part.Whole, input, output, arena);
            for (; rest.Length > 0 && rest[0].Step == step; rest = rest[1..])
            {
                TracedLayer layer = rest[0];
                ReferenceMap map = new(layer.Height, layer.Width, layer.Channels);
                Copy((layer.InOutput ? output : arena) + layer.Offset, layer.RowStride, layer.PixelStride, layer.ChannelStride, map);
                outputs[layer.Layer + 1] = map;
            }
        }
    }

    /// <summary>The input as the layers see it: pixel by pixel; red, green, blue.</summary>
    private ReferenceMap Input(float* input)
    {
        ReferenceMap map = new(inputShape.Height, inputShape.Width, inputShape.Channels);
        (int row, int pixel, int channel) = channelsFirst ? (map.Width, 1, map.Height * map.Width) : (map.Width * map.Channels, map.Channels, 1);
        Copy(input, row, pixel, channel, map);
        for (int i = 0; blueFirst && i < map.Height * map.Width; i++)
        {
            map.Pixel(i)[..3].Reverse();
        }

        return map;
    }

    private static void Copy(float* source, int row, int pixel, int channel, ReferenceMap map)
    {
        fixed (float* target = map.Numbers)
        {
            Pixels.CopyElements(source, row, pixel, channel, target, map.Width * map.Channels, map.Channels, 1, map.Height, map.Width, map.Channels);
        }
    }
}
