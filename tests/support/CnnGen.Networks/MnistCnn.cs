using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>What tutorials train on MNIST.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(128, Activation = Activation.ReLU)]
[Dense(10)]
[Softmax]
public sealed partial class MnistCnn
{
    public static OnnxNetwork Twin() => new OnnxNetwork(28, 28, 1)
        .Conv(32, 3, same: true, relu: true).Conv(64, 3, same: true, relu: true).MaxPool(2)
        .Flatten()
        .Dense(128, relu: true).Dense(10)
        .Softmax();
}
