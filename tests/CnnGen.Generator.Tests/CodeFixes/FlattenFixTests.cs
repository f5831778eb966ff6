using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class FlattenFixTests
{
    [Fact]
    public Task OwnLine_GetsALineAbove()
        => Fixing<FlattenFix>.VerifyLayers(
            """
            [Input(8, 8, 1)] // a digit
            // The only layer.
            [{|CNN0203:Dense|}(10)] // ten classes
            """,
            """
            [Input(8, 8, 1)] // a digit
            // The only layer.
            [Flatten]
            [Dense(10)] // ten classes
            """,
            "Add [Flatten] before [Dense]");

    [Fact]
    public Task OneList_GetsAFurtherAttribute()
        => Fixing<FlattenFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, 3), /* the classes */ {|CNN0203:Dense|}(10), Softmax]",
            "[Input(8, 8, 1), Conv2D(4, 3), /* the classes */ Flatten, Dense(10), Softmax]");

    [Fact]
    public Task OneLine_GetsAFurtherList()
        => Fixing<FlattenFix>.VerifyLayers(
            "[Input(8, 8, 1)] [{|CNN0203:Dense|}(10)]",
            "[Input(8, 8, 1)] [Flatten] [Dense(10)]");

    [Fact]
    public Task ListOfSeveralLines_KeepsItsIndentAndCrLf()
        => Fixing<FlattenFix>.VerifyLayers(
            "[\r\n\tInput(8, 8, 1),\r\n\t{|CNN0203:Dense|}(10),\r\n\tSoftmax]",
            "[\r\n\tInput(8, 8, 1),\r\n\tFlatten,\r\n\tDense(10),\r\n\tSoftmax]");

    [Fact]
    public Task NestedClassWithoutUsing_GetsTheQualifiedName()
        => Fixing<FlattenFix>.Verify(
            [
                """
                public partial class Outer
                {
                    [CnnGen.Input(8, 8, 1)]
                    [{|CNN0203:CnnGen.DenseAttribute|}(10)]
                    private partial class Net;
                }
                """,
            ],
            [
                """
                public partial class Outer
                {
                    [CnnGen.Input(8, 8, 1)]
                    [CnnGen.Flatten]
                    [CnnGen.DenseAttribute(10)]
                    private partial class Net;
                }
                """,
            ]);

    [Fact]
    public Task AliasedDense_AndAClassCalledFlatten()
        => Fixing<FlattenFix>.Verify(
            [
                """
                using CnnGen;
                using Units = CnnGen.DenseAttribute;
                [Input(8, 8, 1), {|CNN0203:Units|}(10)]
                public partial class Net;
                public class FlattenAttribute : System.Attribute;
                """,
            ],
            [
                """
                using CnnGen;
                using Units = CnnGen.DenseAttribute;
                [Input(8, 8, 1), CnnGen.Flatten, Units(10)]
                public partial class Net;
                public class FlattenAttribute : System.Attribute;
                """,
            ]);

    [Fact]
    public Task From_GoesToTheFlatten()
        => Fixing<FlattenFix>.VerifyLayers(
            """
            [Input(8, 8, 1), Conv2D(4, 3, Name = "stem")]
            [GlobalAvgPool2D]
            [{|CNN0203:Dense|}(4, Name = "head", From = "stem", UseBias = false)]
            [Add("globalavgpool1")]
            """,
            """
            [Input(8, 8, 1), Conv2D(4, 3, Name = "stem")]
            [GlobalAvgPool2D]
            [Flatten(From = "stem")]
            [Dense(4, Name = "head", UseBias = false)]
            [Add("globalavgpool1")]
            """);

    [Fact]
    public Task AllAtOnce_InSeveralFiles()
        => Fixing<FlattenFix>.Verify(
            [
                "using CnnGen;\n[Input(8, 8, 1)]\n[{|CNN0203:Dense|}(10)]\npublic partial class A;\n[Input(8, 8, 1), {|CNN0203:Dense|}(10)] public partial class B;",
                "[CnnGen.Input(8, 8, 1), {|CNN0203:CnnGen.Dense|}(10)] public partial class C;",
            ],
            [
                "using CnnGen;\n[Input(8, 8, 1)]\n[Flatten]\n[Dense(10)]\npublic partial class A;\n[Input(8, 8, 1), Flatten, Dense(10)] public partial class B;",
                "[CnnGen.Input(8, 8, 1), CnnGen.Flatten, CnnGen.Dense(10)] public partial class C;",
            ]);
}
