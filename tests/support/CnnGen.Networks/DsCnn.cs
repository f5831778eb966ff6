using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>MLPerf Tiny's spotter of key words.</summary>
[Input(49, 10, 1)]
[Conv2D(64, 10, 4, Stride = 2, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNorm, ReLU]
[Conv2D(64, 1, UseBias = false), BatchNorm, ReLU]
[GlobalAvgPool2D]
[Dense(12)]
[Softmax]
public sealed partial class DsCnn
{
    public static OnnxNetwork Twin()
    {
        OnnxNetwork twin = new OnnxNetwork(49, 10, 1)
            .Conv(64, 10, stride: 2, same: true, kernelWidth: 4, bias: false).BatchNorm().Relu();
        for (int block = 0; block < 4; block++)
        {
            twin.Conv(64, 3, same: true, depthwise: true, bias: false).BatchNorm().Relu()
                .Conv(64, 1, bias: false).BatchNorm().Relu();
        }

        return twin.GlobalAvgPool().Flatten().Dense(12).Softmax();
    }
}
