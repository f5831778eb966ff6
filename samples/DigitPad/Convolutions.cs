using CnnGen;

namespace DigitPad;

// LeNet5 computes each convolution together with the pool that reads it, so that its map is never whole in memory and no trace shows
// it. These two are its convolutions by themselves, with its weights.

/// <summary>LeNet-5's first convolution.</summary>
[Input(32, 32, 1)]
[Conv2D(6, 5, Activation = Activation.ReLU, Name = "conv1")]
internal sealed partial class FirstConvolution;

/// <summary>LeNet-5's second convolution.</summary>
[Input(14, 14, 6)]
[Conv2D(16, 5, Activation = Activation.ReLU, Name = "conv2")]
internal sealed partial class SecondConvolution;
