using CnnGen.Runtime;

namespace CnnGen.Generator.Shapes;

internal enum WeightKind
{
    /// <summary>One kernel for all positions: a convolution.</summary>
    Convolution,

    /// <summary>One position, whose kernel is the whole input.</summary>
    Dense,

    /// <summary>A kernel for each position.</summary>
    LocallyConnected,

    /// <summary>A kernel for each output channel, which reads one input channel.</summary>
    Depthwise,

    /// <summary>A factor for each channel; for each unit, on a flat tensor.</summary>
    Scale,

    /// <summary>One kernel, which slides over the output: a transposed convolution. See <see cref="Phase"/>.</summary>
    Transposed,
}

/// <summary>
/// Sums of weights times inputs under a window. Full connection is the case of a window that covers the whole map, and local
/// connection the one of a kernel for each position, so the three share their plan and their emitter.
/// </summary>
internal sealed partial record WeightedSum(WeightKind WeightKind, Shape Input, Shape Output, Window Window, bool UseBias, Activation Activation) : Operation
{
    /// <summary>Groups of channels that a Conv2D keeps apart.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Groups of input channels that outputs read: each channel is one, where it is convolved alone.</summary>
    public int InputGroups => WeightKind == WeightKind.Depthwise ? Input.Channels : Groups;

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs => Output.Channels / Groups;

    /// <summary>The same as they are packed, each group apart: in a vector of four, where that holds them, else in whole vectors of eight.</summary>
    public int PackedGroupOutputs => PackedSize.PaddedGroup(GroupOutputs);

    /// <summary>How many sets of weights there are.</summary>
    public int Kernels => WeightKind == WeightKind.LocallyConnected ? Positions : 1;

    public int Positions => Output.Height * Output.Width;

    /// <summary>Input channels that an output channel is summed from.</summary>
    public int ChannelsUnderWindow => IsChannelwise ? 1 : Input.Channels / Groups;

    /// <summary>Inputs that are summed for one output.</summary>
    public long Reduction => Window.Taps * ChannelsUnderWindow;

    /// <summary>Whether each output channel reads one input channel only.</summary>
    public bool IsChannelwise => WeightKind is WeightKind.Depthwise or WeightKind.Scale;

    public override long Parameters => Kernels * ((Reduction * Output.Channels) + (UseBias ? Output.Channels : 0));

    public override long MultiplyAdds
        => (WeightKind == WeightKind.Transposed ? (long)Input.Height * Input.Width : Positions) * Output.Channels * Reduction;

    public override Window? PaddedWindow => WeightKind == WeightKind.Dense ? null : RequiredPadding;

    /// <summary>The pads that the input must have around it.</summary>
    public Window RequiredPadding => WeightKind == WeightKind.Transposed
        ? new Window(Phase.RequiredPadding(Window.Rows, Input.Height, Output.Height), Phase.RequiredPadding(Window.Columns, Input.Width, Output.Width))
        : Window;
}
