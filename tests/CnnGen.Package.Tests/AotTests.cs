using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Package.Tests;

/// <summary>The sample under NativeAOT, with the packed package: no warning, and the kernels of 256-bit vectors though nobody asked for them.</summary>
public class AotTests(PackageFixture package)
{
    private static readonly string _sample = Repository.PathOf("samples", "Digits");

    /// <summary>Runs before the sample does, and calls what it does not.</summary>
    private const string Before = """
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;
        using System.Runtime.Intrinsics.X86;
        using CnnGen;

        [Input(8, 8, 1)]
        [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.GELU)]
        [BatchNorm, ReLU]
        [GlobalAvgPool2D]
        [Dense(3, Activation = Activation.Softmax)]
        internal sealed partial class Tiny
        {
            [ModuleInitializer]
            internal static void Run()
            {
                Tiny net = CreateRandom(7);
                float[] input = new float[InputLength];
                float[] output = new float[OutputLength];
                net.Forward(input, output);
                net.ForwardParallel(input, output);
                net.ForwardTraced(input, output, (layer, numbers) => Console.WriteLine($"{layer.Name} {numbers.Length}"));
                Console.WriteLine($"{net.Profile(input, 2)}{Summary.Plan}{Summary}");
                Console.WriteLine($"sum {output.Sum():F3}, 256 bits {Vector256.IsHardwareAccelerated}, FMA {Fma.IsSupported}");
            }
        }
        """;

    [Fact]
    public void PublishedSample_RunsWithWideVectors_AndWarnsOfNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "Publishing is tested on Linux on x64, where the package chooses the instruction set.");
        Assert.SkipUnless(HasProgram("clang") || HasProgram("gcc"), "NativeAOT links with clang or gcc, and there is neither.");
        Dictionary<string, string> files = Directory.EnumerateFiles(_sample, "*.cs").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        files["Before.cs"] = Before;
        files["Directory.Build.props"] = $"<Project><ItemGroup>{PackagesOfTheSample()}{WeightsOfTheSample()}</ItemGroup></Project>";
        string project = package.CreateProject(
            "Digits",
            files,
            ("PublishAot", "true"),
            ("InvariantGlobalization", "true"),
            ("TreatWarningsAsErrors", "true"),
            ("TrimmerSingleWarn", "false"));

        Assert.DoesNotContain("warning", DotNet.RunToSuccess(project, "publish", "-c", "Release", "-o", "out"));
        string program = Path.Combine(project, "out", "Digits");
        (int exitCode, string output) = DotNet.RunProgram(program, project, Path.Combine(_sample, "pictures", "3-dark-on-light.png"));
        if (!Avx2.IsSupported)
        {
            Assert.Contains("The required instruction sets are not supported by the current CPU", output);
            return;
        }

        Assert.True(exitCode == 0, output);
        Assert.Contains("bn1 512", output);
        Assert.Contains("sum 1.000, 256 bits True, FMA True", output);
        Assert.Contains("It is a 3", output);
    }

    private static string PackagesOfTheSample() => string.Concat(
        File.ReadLines(Repository.PathOf("Directory.Packages.props"))
            .Where(line => line.Contains("Spectre.Console") || line.Contains("StbImageSharp"))
            .Select(line => line.Replace("PackageVersion", "PackageReference")));

    private static string WeightsOfTheSample() => File.ReadLines(Path.Combine(_sample, "Digits.csproj"))
        .Single(line => line.Contains("<CnnGenWeights"))
        .Replace("lenet5.safetensors", Path.Combine(_sample, "lenet5.safetensors"));

    private static bool HasProgram(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, name)));
}
