using CnnGen.Onnx;

namespace CnnGen.Networks;

/// <summary>MLPerf Tiny's classifier of small pictures (CIFAR-10): a residual network of eight layers. He and others, 2015.</summary>
[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU(Name = "stem")]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm]
[Add("stem"), ReLU(Name = "stack1")]
[Conv2D(32, 3, Stride = 2, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(32, 3, Padding = Padding.Same), BatchNorm(Name = "main2")]
[Conv2D(32, 1, Stride = 2, Padding = Padding.Same, From = "stack1")]
[Add("main2"), ReLU(Name = "stack2")]
[Conv2D(64, 3, Stride = 2, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(64, 3, Padding = Padding.Same), BatchNorm(Name = "main3")]
[Conv2D(64, 1, Stride = 2, Padding = Padding.Same, From = "stack2")]
[Add("main3"), ReLU]
[GlobalAvgPool2D]
[Dense(10)]
[Softmax]
public sealed partial class ResNet8
{
    public static OnnxNetwork Twin()
    {
        OnnxNetwork twin = new OnnxNetwork(32, 32, 3)
            .Conv(16, 3, same: true).BatchNorm().Relu().As("stem")
            .Conv(16, 3, same: true).BatchNorm().Relu()
            .Conv(16, 3, same: true).BatchNorm().Add("stem").Relu().As("stack1");
        for (int stack = 2; stack <= 3; stack++)
        {
            int filters = 8 << stack;
            twin.Conv(filters, 3, stride: 2, same: true).BatchNorm().Relu()
                .Conv(filters, 3, same: true).BatchNorm($"main{stack}").As($"main{stack}")
                .From($"stack{stack - 1}").Conv(filters, 1, stride: 2, same: true)
                .Add($"main{stack}").Relu().As($"stack{stack}");
        }

        return twin.GlobalAvgPool().Flatten().Dense(10).Softmax();
    }
}
