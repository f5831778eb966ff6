namespace CnnGen.Tests.Golden;

// The networks of make_golden.py, in its order.
[Input(17, 19, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(5, 3, Stride = 2, PadTop = 1, PadLeft = 2, PadRight = 1)]
[LeakyReLU(0.1)]
[AvgPool2D(3, Stride = 2, Pad = 1)]
[Conv2D(13, 1, 3, UseBias = false, Activation = Activation.Sigmoid)]
[MaxPool2D(3, 2, Stride = 1, PadTop = 1, PadLeft = 1)]
[Flatten]
[Dense(1)]
public sealed partial class GoldenStrided;

[Input(14, 10, 4)]
[Conv2D(13, 5, 3, Stride = 2, Padding = Padding.Same, Activation = Activation.Tanh)]
[Conv2D(6, 3, Dilation = 2, Padding = Padding.Same)]
[ELU(0.7)]
[AvgPool2D(2, Padding = Padding.Same)]
[Conv2D(8, 2, Padding = Padding.Same)]
[Maxout(2)]
[Conv2D(3, 1)]
[Softmax]
public sealed partial class GoldenSame;

[Input(11, 12, 5, Layout = Layout.ChannelsFirst)]
[LocallyConnected2D(3, 3, 2, Stride = 2, Pad = 1, Activation = Activation.ReLU)]
[MaxPool2D(3, Stride = 1, Pad = 1)]
[Conv2D(7, 3, Dilation = 2, PadTop = 1, PadLeft = 1)]
[ReLU6]
[LocallyConnected2D(2, 2, UseBias = false)]
[Tanh]
public sealed partial class GoldenLocal;

[Input(9, 13, 1)]
[Conv2D(24, 3, 5, StrideWidth = 2, Activation = Activation.ReLU)]
[AvgPool2D(3, Stride = 2, Pad = 1, CountIncludePad = true)]
[Conv2D(17, 2)]
[Sigmoid]
[MaxPool2D(2, Stride = 1)]
[Flatten]
[Dense(30, Activation = Activation.LeakyReLU)]
[Maxout(3)]
[Dropout(0.5)]
[Dense(10, UseBias = false)]
[ELU(0.7)]
[Tanh]
[Dense(5, Activation = Activation.Softmax)]
public sealed partial class GoldenUnits;

[Input(12, 13, 5)]
[DepthwiseConv2D(3, Multiplier = 2, Stride = 2, Pad = 1, UseBias = false), BatchNorm, GELU]
[Conv2D(16, 1, Activation = Activation.SiLU)]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.HardSwish)]
[PReLU]
[BatchNorm]
[DepthwiseConv2D(5, 3, Activation = Activation.Softplus)]
[Flatten]
[SELU]
[BatchNorm]
[Dense(12), BatchNorm, HardSigmoid]
[Dense(7)]
[LogSoftmax]
public sealed partial class GoldenMobile;

[Input(20, 21, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(12, 3, Stride = 2, PadBottom = 1, PadRight = 1, UseBias = false), BatchNorm, ReLU6]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU6]
[Conv2D(20, 1, UseBias = false), BatchNorm, ReLU6]
[GlobalAvgPool2D]
[Dense(4)]
public sealed partial class GoldenPooled;

[Input(5, 4, 3, Layout = Layout.ChannelsFirst)]
[Flatten]
[Dense(72, Activation = Activation.Tanh)]
[Reshape(3, 4, 6)]
[Conv2DTranspose(8, 3, Stride = 2, Pad = 1, OutputPadding = 1, Groups = 2, UseBias = false), BatchNorm, ReLU]
[UpSample2D(2, Interpolation = Interpolation.Bilinear)]
[Conv2DTranspose(3, 2, 4, StrideWidth = 3, Dilation = 2, Pad = 1, PadLeft = 2, PadRight = 2)]
public sealed partial class GoldenEnlarged;

[Input(4, 3, 5)]
[Flatten]
[Dense(24)]
[Reshape(2, 3, 4)]
[Conv2DTranspose(5, 3, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2DTranspose(2, 4, 2, StrideWidth = 3, Padding = Padding.Same)]
public sealed partial class GoldenKeras;

[Input(3, 4, 9)]
[LocalResponseNorm(2, Alpha = 2, ChannelsBefore = 1)]
[LocalResponseNorm(4, Alpha = 1, Beta = 0.6, Bias = 2, ChannelsBefore = 2)]
[LocalResponseNorm(5, Alpha = 3)]
[LocalResponseNorm(12, Alpha = 4, Beta = 1, Bias = 0.5, ChannelsBefore = 6)]
public sealed partial class GoldenResponse;

[Input(2, 3, 8)]
[Flatten(Name = "map")]
[Dense(48)]
[Add("map")]
[Maxout(2, Name = "units")]
[Conv2D(24, 1, 2, From = "input")]
[Flatten]
[Maxout(4)]
[Multiply("units")]
[Dense(5)]
public sealed partial class GoldenFlat;

[Input(32, 32, 1)]
[Conv2D(6, 5, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation = Activation.ReLU)]
[Dense(84, Activation = Activation.ReLU)]
[Dense(10)]
[Softmax]
public sealed partial class GoldenLeNet5;
