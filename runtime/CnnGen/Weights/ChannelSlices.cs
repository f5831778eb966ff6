using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>The groups of a grouped convolution. For generated code.</summary>
/// <param name="Groups">Groups of the convolution.</param>
/// <param name="Width">Output channels of a group as its weights are packed: its own, and what fills the last vector.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ChannelSlices(int Groups, int Width);
