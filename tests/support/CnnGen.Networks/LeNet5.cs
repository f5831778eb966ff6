using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>LeCun and others, "Gradient-based learning applied to document recognition", 1998, with today's activations.</summary>
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
public sealed partial class LeNet5
{
    public static OnnxNetwork Twin() => new OnnxNetwork(32, 32, 1)
        .Conv(6, 5, relu: true).MaxPool(2)
        .Conv(16, 5, relu: true).MaxPool(2)
        .Flatten()
        .Dense(120, relu: true).Dense(84, relu: true).Dense(10)
        .Softmax();
}
