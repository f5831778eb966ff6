using static CnnGen.Package.Tests.Readme;

namespace CnnGen.Package.Tests;

/// <summary>Projects of the kinds that there are, in the versions of C# that there are, and what their programs print.</summary>
internal static class Programs
{
    public static IReadOnlyList<MatrixProject> All { get; } =
    [
        new("Readme", Block("text", "Multiply-adds").TrimEnd(), new()
        {
            ["LeNet5.cs"] = Block("csharp", "class LeNet5"),
            ["Program.cs"] = Block("csharp", "LeNet5.Load").Replace("lenet5.safetensors", Repository.PathOf("samples", "Digits", "lenet5.safetensors")),
        }),

        new("ReadmeBranches", "sum 1.000", new()
        {
            ["Gated.cs"] = $"using CnnGen;\n{Block("csharp", "class Gated")}",
            ["Program.cs"] = """
                float[] scores = new float[Gated.OutputLength];
                Gated.CreateRandom(1).Forward(new float[Gated.InputLength], scores);
                Console.WriteLine($"sum {scores.Sum():F3}");
                """,
        }),

        new("ReadmePictures", "normalise from BGR", new()
        {
            ["Flowers.cs"] = Block("csharp", "class Flowers"),
            ["Program.cs"] = Block("csharp", "Flowers.CreateRandom"),
        }),

        new("TopLevelInCSharp14", "sum 1.0000 of 3, 818 parameters",
            new()
            {
                ["Program.cs"] = """
                    using CnnGen;

                    var net = Tiny.CreateRandom(7);
                    float[] output = new float[Tiny.OutputLength];
                    net.Forward(new float[Tiny.InputLength], output);
                    Console.WriteLine($"sum {output.Sum():F4} of {output.Length}, {Tiny.ParameterCount} parameters");

                    [Input(9, 7, 2)]
                    [Conv2D(5, 3, Padding = Padding.Same, Activation = Activation.ELU)]
                    [MaxPool2D(2, Stride = 1)]
                    [Flatten, Dense(3), Softmax]
                    internal sealed partial class Tiny;
                    """,
            },
            ("LangVersion", "14")),

        new("FileScopedInCSharp13", "App.Tiny: 4",
            new()
            {
                ["Program.cs"] = """
                    using CnnGen;

                    namespace App;

                    internal static class Program
                    {
                        private static void Main() => Console.WriteLine($"{typeof(Tiny)}: {Tiny.OutputLength}");
                    }

                    [Input(4, 4, 1)]
                    [MaxPool2D(2)]
                    internal partial class Tiny;
                    """,
            },
            ("LangVersion", "13")),

        // Neither nullable references nor implicit usings, as in a project that came from the .NET Framework.
        new("OldStyleInCSharp12", "avgpool1",
            new()
            {
                ["Program.cs"] = """
                    namespace App
                    {
                        internal static class Program
                        {
                            private static void Main()
                            {
                                System.Console.WriteLine(Net.Summary);
                            }
                        }

                        [CnnGen.Input(4, 4, 1), CnnGen.Conv2D(2, 1), CnnGen.AvgPool2D(2)]
                        internal partial class Net
                        {
                        }
                    }
                    """,
            },
            ("LangVersion", "12"),
            ("Nullable", "disable"),
            ("ImplicitUsings", "disable"),
            ("TreatWarningsAsErrors", "true")),

        new("NestedInLatestCSharp", "3 2 1 4 5",
            new()
            {
                ["Program.cs"] = """
                    using CnnGen;

                    Console.WriteLine($"{Structure.Net.OutputLength} {Record.Middle.Net.OutputLength} {RecordStructure.Net.OutputLength} {IInterface.Net.OutputLength} {Outer.Length}");

                    internal readonly partial struct Structure
                    {
                        [Input(1, 1, 2), Flatten, Dense(3)] internal partial class Net;
                    }

                    public partial record Record(int Number)
                    {
                        public static partial class Middle
                        {
                            [Input(1, 1, 2), Flatten, Dense(2)] public sealed partial class Net;
                        }
                    }

                    internal readonly partial record struct RecordStructure
                    {
                        [Input(1, 1, 2), Flatten, Dense(1)] internal partial class Net;
                    }

                    internal partial interface IInterface
                    {
                        [Input(1, 1, 2), Flatten, Dense(4)] internal partial class Net;
                    }

                    internal static partial class Outer
                    {
                        public static int Length => Net.OutputLength;

                        [Input(1, 1, 2), Flatten, Dense(5)] private partial class Net;
                    }
                    """,
            },
            ("LangVersion", "latest")),

        // Every rule of the SDK's analyzers, documentation of all that is public, checked arithmetic.
        new("StrictLibraryInPreviewCSharp", "",
            new()
            {
                ["Reader.cs"] = """
                    using CnnGen;

                    namespace Pictures;

                    /// <summary>A network of most kinds of code, which the library's users call.</summary>
                    [Input(17, 19, 3)]
                    [Normalize(Mean = [0.5], Std = [0.5])]
                    [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.GELU)]
                    [DepthwiseConv2D(3, Stride = 2), BatchNorm, ReLU(Name = "trunk")]
                    [Conv2D(16, 3, Padding = Padding.Same), PReLU]
                    [Add("trunk"), LocalResponseNorm(3), MaxPool2D(2)]
                    [Conv2DTranspose(8, 2, Stride = 2), UpSample2D(2), ChannelShuffle(2)]
                    [GlobalAvgPool2D, Dense(10, Activation = Activation.Softmax)]
                    public sealed partial class Reader
                    {
                        /// <summary>The length of the network that the library keeps to itself.</summary>
                        public static int OwnLength => Helper.OutputLength;
                    }

                    [Input(1, 1, 2), Flatten, Dense(3)]
                    internal sealed partial class Helper;
                    """,
            },
            ("OutputType", "Library"),
            ("LangVersion", "preview"),
            ("TreatWarningsAsErrors", "true"),
            ("AnalysisLevel", "latest-all"),
            ("EnforceCodeStyleInBuild", "true"),
            ("GenerateDocumentationFile", "true"),
            ("CheckForOverflowUnderflow", "true"),
            ("Features", "strict"),
            ("WarningLevel", "9999")),

        // All that is public fits each language of .NET, a layer's name, too, that begins with a digit or an underscore.
        new("ClsCompliantLibrary", "",
            new()
            {
                ["Reader.cs"] = """
                    using System;
                    using CnnGen;

                    [assembly: CLSCompliant(true)]

                    namespace Pictures
                    {
                        /// <summary>A network.</summary>
                        [Input(9, 9, 3), SelfTest("vector.safetensors", Weights = "reader.safetensors")]
                        [Conv2D(8, 3, Padding = Padding.Same, Name = "0"), Conv2D(8, 3, Padding = Padding.Same, Name = "_trunk"), Add("0"), Multiply("_trunk"), Concat("0")]
                        [BatchNorm, GlobalAvgPool2D, Dense(10)]
                        public sealed partial class Reader
                        {
                        }
                    }
                    """,
            },
            ("OutputType", "Library"),
            ("TreatWarningsAsErrors", "true"),
            ("AnalysisMode", "All"),
            ("GenerateDocumentationFile", "true"),
            ("ImplicitUsings", "disable")),

        // The oldest C# that generated code compiles in, checked arithmetic, a root namespace that is none, no framework but the one that is named.
        new("BaseClassInCSharp9", "sum 1.0000 of 3",
            new()
            {
                ["Program.cs"] = """
                    using System;
                    using System.Linq;
                    using CnnGen;

                    float[] output = new float[Net.OutputLength];
                    Model model = Net.CreateRandom(1);
                    model.Forward(new float[Net.InputLength], output);
                    Console.WriteLine($"sum {output.Sum():F4} of {model.Classes}");

                    public abstract class Model
                    {
                        public abstract int Classes { get; }

                        public abstract void Forward(ReadOnlySpan<float> input, Span<float> output);
                    }

                    [Input(9, 7, 2)]
                    [Conv2D(5, 3, Padding = Padding.Same, Activation = Activation.GELU), DepthwiseConv2D(3), MaxPool2D(2), Flatten, Dense(3), Softmax]
                    public sealed partial class Net : Model
                    {
                        public override int Classes => OutputLength;
                    }
                    """,
                ["Directory.Build.targets"] = """<Project><ItemGroup><FrameworkReference Include="Microsoft.NETCore.App" /></ItemGroup></Project>""",
            },
            ("LangVersion", "9"),
            ("ImplicitUsings", "disable"),
            ("CheckForOverflowUnderflow", "true"),
            ("DisableImplicitFrameworkReferences", "true"),
            ("RootNamespace", "1-App.class"),
            ("TreatWarningsAsErrors", "true")),

        // Aliases and types called as what generated code writes, classes called as keywords are.
        new("AliasesAndKeywords", "sum 1.0000, 1.0000, 1.0000",
            new()
            {
                ["Program.cs"] = """
                    global using CnnRuntime = System.Runtime.Intrinsics.X86;
                    global using Vector256 = System.Runtime.Intrinsics.Arm;
                    using CnnGen;

                    Console.WriteLine($"sum {Run(@partial.CreateRandom(1).Forward):F4}, {Run(@required.@var.CreateRandom(1).Forward):F4}, {Run(@file.@scoped.CreateRandom(1).Forward):F4}");

                    static float Run(Network network)
                    {
                        float[] output = new float[3];
                        network(new float[32], output);
                        return output.Sum();
                    }

                    delegate void Network(ReadOnlySpan<float> input, Span<float> output);

                    class @dynamic { }

                    class @nint { }

                    class @field { }

                    [Input(4, 4, 2), Conv2D(5, 3, Padding = Padding.Same), Flatten, Dense(3), Softmax]
                    partial class @partial { }

                    namespace @required
                    {
                        [Input(4, 4, 2), DepthwiseConv2D(3), Flatten, Dense(3), Softmax]
                        partial class @var { }
                    }

                    partial class @file
                    {
                        public class Kernels { }

                        [Input(4, 4, 2), Conv2D(5, 2, Padding = Padding.Same), Flatten, Dense(3), Softmax]
                        public partial class @scoped { }
                    }
                    """,
                ["Directory.Build.targets"] = """<Project><ItemGroup><Using Include="System.Runtime.Intrinsics.X86" Alias="Simd" /></ItemGroup></Project>""",
            }),

        // Its own network has the full name of one that the library keeps to itself.
        new("UserOfTheLibrary", "sum 1.0000, 3 and 5", new([MatrixProject.ReferenceTo("StrictLibraryInPreviewCSharp")])
        {
            ["Program.cs"] = """
                using CnnGen;
                using Pictures;

                float[] output = new float[Reader.OutputLength];
                Reader.CreateRandom(1).Forward(new float[Reader.InputLength], output);
                Console.WriteLine($"sum {output.Sum():F4}, {Reader.OwnLength} and {Helper.OutputLength}");

                namespace Pictures
                {
                    [Input(1, 1, 2), Flatten, Dense(5)]
                    internal sealed partial class Helper;
                }
                """,
        }),

        // Types and namespaces called as those that generated code uses.
        new("SameNames", "sum 1.0000", new()
        {
            ["Program.cs"] = """
                float[] output = new float[App.CnnGen.System.Net.OutputLength];
                App.CnnGen.System.Net.CreateRandom(3).Forward(new float[App.CnnGen.System.Net.InputLength], output);
                Console.WriteLine($"sum {output.Sum():F4}");

                namespace App.CnnGen.System
                {
                    [global::CnnGen.Input(8, 8, 3)]
                    [global::CnnGen.Conv2D(8, 3, Activation = global::CnnGen.Activation.Tanh)]
                    [global::CnnGen.MaxPool2D(2), global::CnnGen.Flatten, global::CnnGen.Dense(4), global::CnnGen.Softmax]
                    internal sealed partial class Net
                    {
                        private sealed class Math;

                        private sealed class Single;
                    }

                    internal sealed class Vector256;

                    internal sealed class Span;

                    internal sealed class Simd;
                }

                namespace App.CnnGen
                {
                    internal sealed class CnnRuntime;

                    internal sealed class Runtime;

                    internal sealed class NetworkSummary;

                    internal sealed class Fma;
                }

                namespace App
                {
                    internal sealed class WeightLayout;

                    internal sealed class Single;
                }
                """,
        }),
    ];
}
