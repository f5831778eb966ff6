using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>ResNet-18 with torchvision's names, so that its weights load as they are published. He and others, 2015.</summary>
[Input(224, 224, 3)]
[Conv2D(64, 7, Stride = 2, Pad = 3, UseBias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[MaxPool2D(3, Stride = 2, Pad = 1, Name = "stem")]
[Conv2D(64, 3, Pad = 1, UseBias = false, Name = "layer1.0.conv1"), BatchNorm(Name = "layer1.0.bn1"), ReLU]
[Conv2D(64, 3, Pad = 1, UseBias = false, Name = "layer1.0.conv2"), BatchNorm(Name = "layer1.0.bn2")]
[Add("stem"), ReLU(Name = "layer1.0")]
[Conv2D(64, 3, Pad = 1, UseBias = false, Name = "layer1.1.conv1"), BatchNorm(Name = "layer1.1.bn1"), ReLU]
[Conv2D(64, 3, Pad = 1, UseBias = false, Name = "layer1.1.conv2"), BatchNorm(Name = "layer1.1.bn2")]
[Add("layer1.0"), ReLU(Name = "layer1.1")]
[Conv2D(128, 3, Stride = 2, Pad = 1, UseBias = false, Name = "layer2.0.conv1"), BatchNorm(Name = "layer2.0.bn1"), ReLU]
[Conv2D(128, 3, Pad = 1, UseBias = false, Name = "layer2.0.conv2"), BatchNorm(Name = "layer2.0.bn2")]
[Conv2D(128, 1, Stride = 2, UseBias = false, Name = "layer2.0.downsample.0", From = "layer1.1"), BatchNorm(Name = "layer2.0.downsample.1")]
[Add("layer2.0.bn2"), ReLU(Name = "layer2.0")]
[Conv2D(128, 3, Pad = 1, UseBias = false, Name = "layer2.1.conv1"), BatchNorm(Name = "layer2.1.bn1"), ReLU]
[Conv2D(128, 3, Pad = 1, UseBias = false, Name = "layer2.1.conv2"), BatchNorm(Name = "layer2.1.bn2")]
[Add("layer2.0"), ReLU(Name = "layer2.1")]
[Conv2D(256, 3, Stride = 2, Pad = 1, UseBias = false, Name = "layer3.0.conv1"), BatchNorm(Name = "layer3.0.bn1"), ReLU]
[Conv2D(256, 3, Pad = 1, UseBias = false, Name = "layer3.0.conv2"), BatchNorm(Name = "layer3.0.bn2")]
[Conv2D(256, 1, Stride = 2, UseBias = false, Name = "layer3.0.downsample.0", From = "layer2.1"), BatchNorm(Name = "layer3.0.downsample.1")]
[Add("layer3.0.bn2"), ReLU(Name = "layer3.0")]
[Conv2D(256, 3, Pad = 1, UseBias = false, Name = "layer3.1.conv1"), BatchNorm(Name = "layer3.1.bn1"), ReLU]
[Conv2D(256, 3, Pad = 1, UseBias = false, Name = "layer3.1.conv2"), BatchNorm(Name = "layer3.1.bn2")]
[Add("layer3.0"), ReLU(Name = "layer3.1")]
[Conv2D(512, 3, Stride = 2, Pad = 1, UseBias = false, Name = "layer4.0.conv1"), BatchNorm(Name = "layer4.0.bn1"), ReLU]
[Conv2D(512, 3, Pad = 1, UseBias = false, Name = "layer4.0.conv2"), BatchNorm(Name = "layer4.0.bn2")]
[Conv2D(512, 1, Stride = 2, UseBias = false, Name = "layer4.0.downsample.0", From = "layer3.1"), BatchNorm(Name = "layer4.0.downsample.1")]
[Add("layer4.0.bn2"), ReLU(Name = "layer4.0")]
[Conv2D(512, 3, Pad = 1, UseBias = false, Name = "layer4.1.conv1"), BatchNorm(Name = "layer4.1.bn1"), ReLU]
[Conv2D(512, 3, Pad = 1, UseBias = false, Name = "layer4.1.conv2"), BatchNorm(Name = "layer4.1.bn2")]
[Add("layer4.0"), ReLU]
[GlobalAvgPool2D]
[Dense(1000, Name = "fc")]
public sealed partial class ResNet18
{
    public static OnnxNetwork Twin()
    {
        OnnxNetwork twin = new OnnxNetwork(224, 224, 3).Conv(64, 7, stride: 2, pad: 3, bias: false, name: "conv1").BatchNorm("bn1").Relu().MaxPool(3, 2, 1).As("block");
        for (int block = 0; block < 8; block++)
        {
            (int filters, string name, bool down) = (64 << (block / 2), $"layer{(block / 2) + 1}.{block % 2}", block > 0 && block % 2 == 0);
            twin.Conv(filters, 3, stride: down ? 2 : 1, pad: 1, bias: false, name: $"{name}.conv1").BatchNorm($"{name}.bn1").Relu()
                .Conv(filters, 3, pad: 1, bias: false, name: $"{name}.conv2").BatchNorm($"{name}.bn2").As("main");
            string other = "block";
            if (down)
            {
                twin.From("block").Conv(filters, 1, stride: 2, bias: false, name: $"{name}.downsample.0").BatchNorm($"{name}.downsample.1");
                other = "main";
            }

            twin.Add(other).Relu().As("block");
        }

        return twin.GlobalAvgPool().Flatten().Dense(1000, name: "fc");
    }
}
