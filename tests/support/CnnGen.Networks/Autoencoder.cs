using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>MLPerf Tiny's detector of anomalies in the sound of machines, its normalisations folded into the weights.</summary>
[Input(1, 1, 640)]
[Flatten]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(8, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(128, Activation = Activation.ReLU)]
[Dense(640)]
public sealed partial class Autoencoder
{
    public static OnnxNetwork Twin() => new OnnxNetwork(1, 1, 640)
        .Flatten()
        .Dense(128, relu: true).Dense(128, relu: true).Dense(128, relu: true).Dense(128, relu: true)
        .Dense(8, relu: true)
        .Dense(128, relu: true).Dense(128, relu: true).Dense(128, relu: true).Dense(128, relu: true)
        .Dense(640);
}
