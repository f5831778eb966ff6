using CnnGen;

namespace Digits;

/// <summary>LeCun's network of 1998 for handwritten digits: a 32x32 image in, ink 1 on paper 0; the scores of 0 to 9 out.</summary>
[Input(32, 32, 1)]
[Conv2D(6, 5, Activation = Activation.ReLU)]              // 28x28x6
[MaxPool2D(2)]                                            // 14x14x6
[Conv2D(16, 5, Activation = Activation.ReLU)]             // 10x10x16
[MaxPool2D(2)]                                            // 5x5x16
[Flatten]                                                 // 400
[Dense(120, Activation = Activation.ReLU)]
[Dense(84, Activation = Activation.ReLU)]
[Dense(10)]
[Softmax]
public sealed partial class LeNet5;
