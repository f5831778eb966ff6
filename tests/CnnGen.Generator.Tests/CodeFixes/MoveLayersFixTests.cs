using CnnGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace CnnGen.Generator.Tests.CodeFixes;

public class MoveLayersFixTests
{
    [Fact]
    public Task Layers_GoToTheOtherFile_WithTheirComments()
        => Fixing<MoveLayersFix>.Verify(
            [
                "using CnnGen;\n\nnamespace App;\n\npublic partial class Outer\n{\n    [Input(8, 8, 1)]\n    [Flatten] // 64\n    public partial class Net;\n}\n",
                """
                using CnnGen;

                namespace App;

                public partial class Outer
                {
                    /// <summary>Digits.</summary>
                    [System.Serializable]
                    // Ten classes,
                    // from 0 to 9.
                    [{|CNN0003:Dense|}(
                        10)] // 10
                    [{|CNN0003:Softmax|}]

                    public partial class Net
                    {
                        public int Answer => 42;
                    }
                }
                """,
            ],
            [
                "using CnnGen;\n\nnamespace App;\n\npublic partial class Outer\n{\n    [Input(8, 8, 1)]\n    [Flatten] // 64\n    // Ten classes,\n    // from 0 to 9.\n    [Dense(\n        10)] // 10\n    [Softmax]\n    public partial class Net;\n}\n",
                """
                using CnnGen;

                namespace App;

                public partial class Outer
                {
                    /// <summary>Digits.</summary>
                    [System.Serializable]

                    public partial class Net
                    {
                        public int Answer => 42;
                    }
                }
                """,
            ],
            "Move the layers to the part that has [Input]",
            iterations: 1);

    [Fact]
    public Task Lists_HoldOtherAttributesToo()
        => Fixing<MoveLayersFix>.Verify(
            [
                "using CnnGen;\r\nusing System;\r\n[{|CNN0003:Flatten|}, Serializable, {|CNN0003:Dense|}(4), {|CNN0003:Softmax|}]\r\npartial class Net;\r\n\r\n[Obsolete, Input(8, 8, 1), ReLU] partial class Net\r\n{\r\n}\r\n",
            ],
            [
                "using CnnGen;\r\nusing System;\r\n[Serializable]\r\npartial class Net;\r\n\r\n[Obsolete, Input(8, 8, 1), ReLU] [Flatten, Dense(4), Softmax] partial class Net\r\n{\r\n}\r\n",
            ],
            iterations: 1);

    [Fact]
    public Task Layers_OfGeneratedCode_StayThere()
        => Fixing<MoveLayersFix>.Verify(
            ["[CnnGen.Input(8, 8, 1)]\npartial class Net;\n[{|CNN0003:CnnGen.ReLU|}]\npartial class Net;\n"],
            ["[CnnGen.Input(8, 8, 1)]\n[CnnGen.ReLU]\npartial class Net;\npartial class Net;\n"],
            iterations: 1,
            generator: typeof(Generator),
            inGeneratedCode: [new DiagnosticResult("CNN0003", DiagnosticSeverity.Error).WithSpan("CnnGen.Generator.Tests/CnnGen.Generator.Tests.CodeFixes.MoveLayersFixTests+Generator/Net.g.cs", 1, 2, 1, 16)]);

    /// <summary>A generator that knows nothing of CnnGen's rules.</summary>
    private sealed class Generator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterPostInitializationOutput(output => output.AddSource("Net.g.cs", "[CnnGen.Softmax] partial class Net;"));
    }

    [Fact]
    public Task Lists_OnOneLine()
        => Fixing<MoveLayersFix>.Verify(
            [
                "using CnnGen;\n[Input(8, 8, 1)] [Flatten]\npartial class Net;\n\n[{|CNN0003:Dense|}(4)] [{|CNN0003:Softmax|}] // of four\npartial class Net\n{\n}\n",
            ],
            [
                "using CnnGen;\n[Input(8, 8, 1)] [Flatten]\n[Dense(4)]\n[Softmax] // of four\npartial class Net;\n\npartial class Net\n{\n}\n",
            ],
            iterations: 1);

    [Fact]
    public Task SeveralParts_OfSeveralClasses_AllAtOnce()
        => Fixing<MoveLayersFix>.Verify(
            [
                "using CnnGen;\n[Input(8, 8, 1)]\npartial class A;\n[Input(8, 8, 1)]\n[ReLU]\npartial class B;\n[{|CNN0003:Tanh|}] partial class B;\n",
                "using CnnGen;\n[{|CNN0003:Flatten|}]\npartial class A;\n",
                "using CnnGen;\n[{|CNN0003:Dense|}(4)]\npartial class A;\n",
            ],
            [
                "using CnnGen;\n[Input(8, 8, 1)]\n[Flatten]\n[Dense(4)]\npartial class A;\n[Input(8, 8, 1)]\n[ReLU]\n[Tanh]\npartial class B;\npartial class B;\n",
                "using CnnGen;\npartial class A;\n",
                "using CnnGen;\npartial class A;\n",
            ],
            iterations: 2,
            documents: 2);
}
