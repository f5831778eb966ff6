using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>Simonyan and Zisserman's pattern, 2014, at CIFAR-10's size.</summary>
[Input(32, 32, 3)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(256, Activation = Activation.ReLU)]
[Dense(10)]
[Softmax]
public sealed partial class VggLike
{
    public static OnnxNetwork Twin() => new OnnxNetwork(32, 32, 3)
        .Conv(64, 3, same: true, relu: true).Conv(64, 3, same: true, relu: true).MaxPool(2)
        .Conv(128, 3, same: true, relu: true).Conv(128, 3, same: true, relu: true).MaxPool(2)
        .Conv(256, 3, same: true, relu: true).Conv(256, 3, same: true, relu: true).MaxPool(2)
        .Flatten()
        .Dense(256, relu: true).Dense(10)
        .Softmax();
}
