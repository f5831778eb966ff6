using CnnGen.TestKit;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Code as it stands while one types: the compiler speaks then, CnnGen keeps silent, and nothing crashes.</summary>
public class UnfinishedCodeTests
{
    [Theory]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(6, ]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(6, 5, Stride = )]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[MaxPool2D]\n[Flatten]\n[Dense()]\n[Maxout]\n[Softmax]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[LocallyConnected2D(kernelSize: 3)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28)]\n[Conv2D(6, 5)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input]\n[Conv2D(6, 5)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(\"six\", 5, Stride = 'x', Padding = 3.0)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv2D(Missing.Constant, 5)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Flaten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Conv3D(6, 5)]\n[Conv2D(8, 3)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[De]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Pool(2)]\n[Layer]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Dropout()]\n[Flatten]\n[]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Input(28, 28, 1)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;")]
    [InlineData("[Input(28, 28, 1)]\n[Flatten]\n[Dense(10)]\npublic partial class ;")]
    [InlineData("[Input(28, 28, 1)]\n[Flatten]\n[Dense(10)]\npublic partial")]
    [InlineData("[Input(28, 28, 1)]\n[Flatten]\n[Dense(10, Name = nameof()]\npublic partial class Net { void ( }")]
    public async Task NothingIsReported(string source)
    {
        await Markup.VerifyUnfinished(source);
        NetworkCompiler.Generate($"using CnnGen;\n{source}");
    }

    /// <summary>Each prefix of a file is a state of typing: at none may the analyzer or the generator throw.</summary>
    [Fact]
    public void TypingAFileLetterByLetterCrashesNothing()
    {
        string source = Sources.LeNet5;
        for (int length = 0; length <= source.Length; length += 3)
        {
            NetworkCompiler.Generate(source[..length]);
            Assert.DoesNotContain(NetworkCompiler.Analyze(source[..length]), diagnostic => diagnostic.Id == "AD0001");
        }
    }

    /// <summary>A network with a mistake has a throwing Forward, so that its callers do not light up too.</summary>
    [Theory]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, 9)]\npublic partial class Net;")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, 3, Name = \"a<b>\\n\\\"&\")]\npublic partial class Net;")]
    [InlineData("[Input(8, 8, 1)]\n[Flatten]\npublic partial class Net;\n[ReLU]\npartial class Net;")]
    [InlineData("[Input(8, 8, 1)]\npublic partial class Net;")]
    [InlineData("[Flatten]\n[Input(8, 8, 1)]\npublic partial class Net;")]
    [InlineData("[Input(8, 8, 1)]\n[Flatten]\npublic abstract partial class Net;")]
    [InlineData("[Input(8, 8, int.MaxValue)]\n[Flatten]\npublic partial class Net;")]
    public void CallersOfANetworkWithAMistakeStillCompile(string network)
    {
        GeneratorRun run = NetworkCompiler.Generate($$"""
            using CnnGen;
            {{network}}
            static class Caller
            {
                static float[] Run(float[] pixels)
                {
                    float[] scores = new float[Net.OutputLength + Net.InputLength];
                    Net.Load("a.safetensors").Forward(pixels, scores);
                    Net.CreateRandom(1).ForwardBatch(pixels, scores);
                    System.Console.WriteLine(Net.Summary.ToString() + Net.ParameterCount + Net.MultiplyAddCount);
                    return scores;
                }
            }
            """);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
    }
}
