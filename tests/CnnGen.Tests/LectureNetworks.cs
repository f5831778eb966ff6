namespace CnnGen.Tests;

// The lecture's networks, in the order of LectureTests.
[Input(6, 6, 1)]
[Conv2D(1, 3)]
internal sealed partial class PixelTable;

[Input(6, 6, 3)]
[Conv2D(1, 3)]
internal sealed partial class OneKernelOverColour;

[Input(7, 7, 3)]
[Conv2D(128, 3)]
internal sealed partial class ManyKernelsOverColour;

[Input(8, 8, 3)]
[Conv2D(5, 3)]
internal sealed partial class FiveKernels;

[Input(5, 5, 3)]
[Conv2D(1, 3)]
internal sealed partial class Ones;

[Input(7, 7, 1)]
[Conv2D(1, 3)]
internal sealed partial class SevenWideStride1;

[Input(7, 7, 1)]
[Conv2D(1, 3, Stride = 2)]
internal sealed partial class SevenWideStride2;

[Input(32, 32, 3)]
[Conv2D(1, 5)]
internal sealed partial class OneFilterValid;

[Input(32, 32, 3)]
[Conv2D(10, 5)]
internal sealed partial class TenFiltersValid;

[Input(32, 32, 3)]
[Conv2D(10, 5, Padding = Padding.Same)]
internal sealed partial class TenFiltersSame;

[Input(32, 32, 3)]
[Conv2D(20, 8, Stride = 2, Pad = 1)]
internal sealed partial class TwentyFiltersPadded;

[Input(32, 32, 32)]
[Conv2D(64, 5, Padding = Padding.Same)]
internal sealed partial class SixtyFourSameStride1;

[Input(32, 32, 32)]
[Conv2D(64, 5)]
internal sealed partial class SixtyFourValidStride1;

[Input(32, 32, 32)]
[Conv2D(64, 5, Stride = 2)]
internal sealed partial class SixtyFourValidStride2;

[Input(4, 4, 1)]
[MaxPool2D(2)]
internal sealed partial class MaxPoolStride2;

[Input(4, 4, 1)]
[MaxPool2D(2, Stride = 1)]
internal sealed partial class MaxPoolStride1;

[Input(4, 4, 1)]
[AvgPool2D(2)]
internal sealed partial class AvgPoolStride2;

[Input(1, 7, 1)]
[ELU]
internal sealed partial class EluOfOne;

[Input(1, 7, 1)]
[ELU(0.5)]
internal sealed partial class EluOfHalf;

[Input(32, 32, 1)]
[Conv2D(6, 5, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation = Activation.ReLU)]
[Dense(84, Activation = Activation.ReLU)]
[Dense(10)]
internal sealed partial class LectureLeNet5;

[Input(1000, 1000, 1)]
[LocallyConnected2D(1, 10, Padding = Padding.Same, UseBias = false)]
internal sealed partial class MillionLocalUnits;
