using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Package.Tests;

/// <summary>The packed package under NativeAOT: no warning, and the kernels of 256-bit vectors though nobody asked for them.</summary>
public class AotTests(PackageFixture package)
{
    [Fact]
    public void PublishedNetwork_RunsWithWideVectors_AndWarnsOfNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "Publishing is tested on Linux on x64, where the package chooses the instruction set.");
        Assert.SkipUnless(HasProgram("clang") || HasProgram("gcc"), "NativeAOT links with clang or gcc, and there is neither.");
        string project = package.CreateProject(
            "Native",
            new()
            {
                ["Program.cs"] = """
                    using System.Runtime.Intrinsics;
                    using System.Runtime.Intrinsics.X86;
                    using CnnGen;

                    Tiny net = Tiny.CreateRandom(7);
                    float[] input = new float[Tiny.InputLength];
                    float[] output = new float[Tiny.OutputLength];
                    net.Forward(input, output);
                    net.ForwardParallel(input, output);
                    net.ForwardTraced(input, output, (layer, numbers) => Console.WriteLine($"{layer.Name} {numbers.Length}"));
                    Console.WriteLine($"{net.Profile(input, 2)}{Tiny.Summary.Plan}{Tiny.Summary}");
                    Console.WriteLine($"sum {output.Sum():F3}, 256 bits {Vector256.IsHardwareAccelerated}, FMA {Fma.IsSupported}");

                    [Input(8, 8, 1)]
                    [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.GELU)]
                    [BatchNorm, ReLU]
                    [GlobalAvgPool2D]
                    [Dense(3, Activation = Activation.Softmax)]
                    internal sealed partial class Tiny;
                    """,
            },
            ("PublishAot", "true"),
            ("InvariantGlobalization", "true"),
            ("TreatWarningsAsErrors", "true"),
            ("TrimmerSingleWarn", "false"));

        Assert.DoesNotContain("warning", DotNet.RunToSuccess(project, "publish", "-c", "Release", "-o", "out"));
        (int exitCode, string output) = DotNet.RunProgram(Path.Combine(project, "out", "Native"), project);
        if (!Avx2.IsSupported)
        {
            Assert.Contains("The required instruction sets are not supported by the current CPU", output);
            return;
        }

        Assert.True(exitCode == 0, output);
        Assert.Contains("bn1 512", output);
        Assert.Contains("sum 1.000, 256 bits True, FMA True", output);
    }

    private static bool HasProgram(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, name)));
}
