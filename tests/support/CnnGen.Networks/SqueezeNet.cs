using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>SqueezeNet 1.1 with torchvision's names. Iandola and others, 2016.</summary>
[Input(224, 224, 3)]
[Conv2D(64, 3, Stride = 2, Activation = Activation.ReLU, Name = "features.0")]
[MaxPool2D(3, Stride = 2)]
[Conv2D(16, 1, Activation = Activation.ReLU, Name = "features.3.squeeze")]
[Conv2D(64, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.3.expand3x3")]
[Conv2D(64, 1, Activation = Activation.ReLU, Name = "features.3.expand1x1", From = "features.3.squeeze")]
[Concat("features.3.expand3x3")]
[Conv2D(16, 1, Activation = Activation.ReLU, Name = "features.4.squeeze")]
[Conv2D(64, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.4.expand3x3")]
[Conv2D(64, 1, Activation = Activation.ReLU, Name = "features.4.expand1x1", From = "features.4.squeeze")]
[Concat("features.4.expand3x3")]
[MaxPool2D(3, Stride = 2)]
[Conv2D(32, 1, Activation = Activation.ReLU, Name = "features.6.squeeze")]
[Conv2D(128, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.6.expand3x3")]
[Conv2D(128, 1, Activation = Activation.ReLU, Name = "features.6.expand1x1", From = "features.6.squeeze")]
[Concat("features.6.expand3x3")]
[Conv2D(32, 1, Activation = Activation.ReLU, Name = "features.7.squeeze")]
[Conv2D(128, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.7.expand3x3")]
[Conv2D(128, 1, Activation = Activation.ReLU, Name = "features.7.expand1x1", From = "features.7.squeeze")]
[Concat("features.7.expand3x3")]
[MaxPool2D(3, Stride = 2)]
[Conv2D(48, 1, Activation = Activation.ReLU, Name = "features.9.squeeze")]
[Conv2D(192, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.9.expand3x3")]
[Conv2D(192, 1, Activation = Activation.ReLU, Name = "features.9.expand1x1", From = "features.9.squeeze")]
[Concat("features.9.expand3x3")]
[Conv2D(48, 1, Activation = Activation.ReLU, Name = "features.10.squeeze")]
[Conv2D(192, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.10.expand3x3")]
[Conv2D(192, 1, Activation = Activation.ReLU, Name = "features.10.expand1x1", From = "features.10.squeeze")]
[Concat("features.10.expand3x3")]
[Conv2D(64, 1, Activation = Activation.ReLU, Name = "features.11.squeeze")]
[Conv2D(256, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.11.expand3x3")]
[Conv2D(256, 1, Activation = Activation.ReLU, Name = "features.11.expand1x1", From = "features.11.squeeze")]
[Concat("features.11.expand3x3")]
[Conv2D(64, 1, Activation = Activation.ReLU, Name = "features.12.squeeze")]
[Conv2D(256, 3, Pad = 1, Activation = Activation.ReLU, Name = "features.12.expand3x3")]
[Conv2D(256, 1, Activation = Activation.ReLU, Name = "features.12.expand1x1", From = "features.12.squeeze")]
[Concat("features.12.expand3x3")]
[Dropout(0.5)]
[Conv2D(1000, 1, Activation = Activation.ReLU, Name = "classifier.1")]
[GlobalAvgPool2D]
public sealed partial class SqueezeNet
{
    public static OnnxNetwork Twin()
    {
        OnnxNetwork twin = new OnnxNetwork(224, 224, 3).Conv(64, 3, stride: 2, relu: true, name: "features.0").MaxPool(3, 2);
        (int Place, int Squeeze, int Expand)[] fires = [(3, 16, 64), (4, 16, 64), (6, 32, 128), (7, 32, 128), (9, 48, 192), (10, 48, 192), (11, 64, 256), (12, 64, 256)];
        foreach ((int place, int squeeze, int expand) in fires)
        {
            string fire = $"features.{place}";
            twin.Conv(squeeze, 1, relu: true, name: $"{fire}.squeeze").As("squeeze")
                .Conv(expand, 3, pad: 1, relu: true, name: $"{fire}.expand3x3").As("wide")
                .From("squeeze").Conv(expand, 1, relu: true, name: $"{fire}.expand1x1").Concat("wide");
            if (place is 4 or 7)
            {
                twin.MaxPool(3, 2);
            }
        }

        return twin.Conv(1000, 1, relu: true, name: "classifier.1").GlobalAvgPool().Flatten();
    }
}
