using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>MLPerf Tiny's MobileNetV1 at a quarter of its width: whether a picture shows a person. Howard and others, 2017.</summary>
[Input(96, 96, 3)]
[Conv2D(8, 3, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(16, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(32, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(32, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(128, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(256, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(256, 1, UseBias = false), BatchNorm, ReLU]
[GlobalAvgPool2D]
[Dense(2)]
[Softmax]
public sealed partial class MobileNet
{
    public static OnnxNetwork Twin()
    {
        OnnxNetwork twin = new OnnxNetwork(96, 96, 3).Conv(8, 3, stride: 2, same: true, bias: false).BatchNorm().Relu();
        (int Stride, int Filters)[] blocks =
        [
            (1, 16), (2, 32), (1, 32), (2, 64), (1, 64), (2, 128), (1, 128), (1, 128), (1, 128), (1, 128), (1, 128), (2, 256), (1, 256),
        ];
        int channels = 8;
        foreach ((int stride, int filters) in blocks)
        {
            twin.Conv(channels, 3, stride, same: true, depthwise: true, bias: false).BatchNorm().Relu()
                .Conv(filters, 1, bias: false).BatchNorm().Relu();
            channels = filters;
        }

        return twin.GlobalAvgPool().Flatten().Dense(2).Softmax();
    }
}
