namespace CnnGen.Generator.Shapes;

internal enum Sharing
{
    /// <summary>One kernel for all positions: a convolution.</summary>
    Convolution,

    /// <summary>One position, whose kernel is the whole input.</summary>
    Dense,

    /// <summary>A kernel for each position.</summary>
    LocallyConnected,
}

/// <summary>
/// Sums of weights times inputs under a window. Full connection is the case of a window that covers the whole map, and local
/// connection the one of a kernel for each position, so the three share their plan and their emitter.
/// </summary>
internal sealed record Product(Sharing Sharing, Shape Input, Shape Output, Window Window, bool UseBias, Activation Activation) : Operation
{
    /// <summary>How many sets of weights there are.</summary>
    public int Kernels => Sharing == Sharing.LocallyConnected ? Positions : 1;

    public int Positions => Output.Height * Output.Width;

    /// <summary>Inputs under one window.</summary>
    public long Reduction => Window.Taps * Input.Channels;

    public override long Parameters => Kernels * ((Reduction * Output.Channels) + (UseBias ? Output.Channels : 0));

    public override long MultiplyAdds => Positions * Output.Channels * Reduction;
}
