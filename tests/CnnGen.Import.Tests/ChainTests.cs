using CnnGen.Onnx;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Whole chains, as PyTorch writes them: same numbers as ONNX Runtime's.</summary>
public sealed class ChainTests
{
    [Fact]
    public void LeNet5_reads_as_if_typed_and_computes_what_ONNX_Runtime_does()
    {
        byte[] bytes = new OnnxNetwork(32, 32, 1).Conv(6, 5, relu: true).MaxPool(2).Conv(16, 5, relu: true).MaxPool(2)
            .Flatten().Dense(120, relu: true).Dense(84, relu: true).Dense(10).Softmax().ToBytes();

        ImportedNetwork network = ImportCheck.Run(ModelProto.Parser.ParseFrom(bytes), new ImportOptions { ClassName = "LeNet5", Namespace = "App" });

        Assert.Equal(
            """
            // Imported by cnngen from a model (opset 17, written by CnnGen.Onnx).
            //     var net = LeNet5.Load("LeNet5.safetensors");
            //     net.Forward(input, output);
            // input: 1024 floats, ONNX's 1x1x32x32
            // output: 10 floats, ONNX's 1x10
            using CnnGen;

            namespace App;

            [Input(32, 32, 1)]                            // height, width, channels
            [Conv2D(6, 5, Activation = Activation.ReLU)]  // 28x28x6
            [MaxPool2D(2)]                                // 14x14x6
            [Conv2D(16, 5, Activation = Activation.ReLU)] // 10x10x16
            [MaxPool2D(2)]                                // 5x5x16
            [Flatten]                                     // 400
            [Dense(120, Activation = Activation.ReLU)]    // 120
            [Dense(84, Activation = Activation.ReLU)]     // 84
            [Dense(10)]                                   // 10
            [Softmax]                                     // 10
            public sealed partial class LeNet5;

            """,
            network.Source);
    }
}
