using CnnGen.CodeFixes;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.CodeFixes;

public class MakePartialFixTests
{
    [Fact]
    public Task Class_ThatHasNoModifier()
        => Fixing<MakePartialFix>.Verify(
            ["using CnnGen;\n\n/// <summary>Digits.</summary>\n[Input(4, 4, 1), ReLU]\n// A network.\nclass {|CNN0001:Net|};"],
            ["using CnnGen;\n\n/// <summary>Digits.</summary>\n[Input(4, 4, 1), ReLU]\n// A network.\npartial class Net;"],
            "Make 'Net' partial");

    [Fact]
    public Task Record_OfManyModifiers_WithCrLf()
        => Fixing<MakePartialFix>.Verify(
            ["using CnnGen;\r\n[Input(4, 4, 1), ReLU]\r\npublic sealed record class {|CNN0001:Net|}\r\n{\r\n}\r\n"],
            ["using CnnGen;\r\n[Input(4, 4, 1), ReLU]\r\npublic sealed partial record class Net\r\n{\r\n}\r\n"]);

    [Fact]
    public Task TypesAround_AreMadePartialToo()
        => Fixing<MakePartialFix>.Verify(
            ["using CnnGen;\npublic static class {|CNN0006:Outer|}\n{\n    private struct {|CNN0006:Middle|}\n    {\n        [Input(4, 4, 1), ReLU]\n        internal sealed class {|CNN0001:Net|};\n    }\n}"],
            ["using CnnGen;\npublic static partial class Outer\n{\n    private partial struct Middle\n    {\n        [Input(4, 4, 1), ReLU]\n        internal sealed partial class Net;\n    }\n}"]);

    [Fact]
    public Task TypeAround_OfAPartialClass()
        => Fixing<MakePartialFix>.Verify(
            ["using CnnGen;\npublic interface {|CNN0006:IOuter|}\n{\n    [Input(4, 4, 1), ReLU]\n    sealed partial class Net;\n}"],
            ["using CnnGen;\npublic partial interface IOuter\n{\n    [Input(4, 4, 1), ReLU]\n    sealed partial class Net;\n}"]);

    [Fact]
    public Task PartsInOtherFiles_AreMadePartialToo()
        => Fixing<MakePartialFix>.Verify(
            [
                "using CnnGen;\npartial class Outer\n{\n    [Input(4, 4, 1), ReLU]\n    partial class {|CNN0001:Net|};\n}",
                "partial class Outer\n{\n    class {|CS0260:Net|}\n    {\n        public int Answer => 42;\n    }\n}",
            ],
            [
                "using CnnGen;\npartial class Outer\n{\n    [Input(4, 4, 1), ReLU]\n    partial class Net;\n}",
                "partial class Outer\n{\n    partial class Net\n    {\n        public int Answer => 42;\n    }\n}",
            ]);

    [Fact]
    public Task Part_OfGeneratedCode_StaysAsItIs()
        => Fixing<MakePartialFix>.Verify(
            ["[CnnGen.Input(4, 4, 1), CnnGen.ReLU] class {|CNN0001:Net|};"],
            ["[CnnGen.Input(4, 4, 1), CnnGen.ReLU] partial class {|CNN0001:Net|};"],
            iterations: 2,
            generator: typeof(Generator));

    /// <summary>A generator that writes a part which is not partial.</summary>
    private sealed class Generator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterPostInitializationOutput(output => output.AddSource("Net.g.cs", "class Net;"));
    }

    [Fact]
    public Task Classes_AllAtOnce()
        => Fixing<MakePartialFix>.Verify(
            [
                "using CnnGen;\nclass {|CNN0006:{|CNN0006:Outer|}|}\n{\n    [Input(4, 4, 1), ReLU]\n    class {|CNN0001:A|};\n    [Input(4, 4, 1), ReLU]\n    class {|CNN0001:B|};\n}",
                "[CnnGen.Input(4, 4, 1), CnnGen.ReLU] class {|CNN0001:C|};",
            ],
            [
                "using CnnGen;\npartial class Outer\n{\n    [Input(4, 4, 1), ReLU]\n    partial class A;\n    [Input(4, 4, 1), ReLU]\n    partial class B;\n}",
                "[CnnGen.Input(4, 4, 1), CnnGen.ReLU] partial class C;",
            ],
            iterations: 4,
            documents: 2);
}
