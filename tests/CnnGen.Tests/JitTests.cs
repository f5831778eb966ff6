using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Tests;

/// <summary>
/// The JIT stops optimising a method that is too large ("switched to MinOpts"), and it is then ten times slower. Its own
/// summary, written by a child process, says of every method how it was compiled.
/// </summary>
[Collection(nameof(ParentsOfChildren))]
public partial class JitTests
{
    [Fact]
    public void NoKernel_ReachesMinOpts()
    {
        Assert.SkipWhen(
            typeof(JitTests).Assembly.GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled,
            "Nothing is optimised in a Debug build.");
        List<(string Method, string Tier)> methods = MethodsOf(typeof(RandomNetworkTests), typeof(ThreadingTests), typeof(WinogradTests));
        (string Method, string Tier)[] kernels = [.. methods.Where(m => m.Method.Contains("+Kernels:", StringComparison.Ordinal))];

        Assert.Contains(kernels, kernel => kernel.Method.Contains(nameof(LectureLeNet5), StringComparison.Ordinal));
        Assert.Contains(kernels, kernel => kernel.Method.Contains("Random", StringComparison.Ordinal));
        Assert.True(kernels.Length > 60, $"Only {kernels.Length} kernels were compiled.");
        Assert.DoesNotContain(kernels, kernel => IsMinOpts(kernel.Tier));
    }

    [Fact]
    public void MethodThatIsTooLarge_IsSeen()
    {
        List<(string Method, string Tier)> methods = MethodsOf(typeof(MethodThatIsTooLarge));
        Assert.Contains(methods, m => m.Method.Contains("+Kernels:TooLarge", StringComparison.Ordinal) && IsMinOpts(m.Tier));
        Assert.Contains(methods, m => m.Method.Contains("+Kernels:Small", StringComparison.Ordinal) && !IsMinOpts(m.Tier));
    }

    private static bool IsMinOpts(string tier) => tier.Contains("MinOpts", StringComparison.OrdinalIgnoreCase);

    private static List<(string Method, string Tier)> MethodsOf(params Type[] classes)
    {
        string file = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.jit");
        try
        {
            ChildProcess.RunTests(
                MethodThatIsTooLarge.Errand,
                new()
                {
                    ["DOTNET_JitStdOutFile"] = file,
                    ["DOTNET_JitDisasmSummary"] = "1",

                    // A method that is run once stays in the first tier, where its size does not show.
                    ["DOTNET_TieredCompilation"] = "0",
                },
                classes);
            return [.. File.ReadLines(file).Select(line => Compiled().Match(line)).Where(m => m.Success).Select(m => (m.Groups["method"].Value, m.Groups["tier"].Value))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^\s*\d+: JIT compiled (?<method>.+) \[(?<tier>[^\[\]]*)\]")]
    private static partial Regex Compiled();
}

/// <summary>The control: what the JIT writes of a method past its limits.</summary>
public class MethodThatIsTooLarge
{
    public const string Errand = "Methods and their tiers";

    [Fact]
    public void Runs()
    {
        Assert.SkipUnless(ChildProcess.Errand == Errand, "Only the child of JitTests needs it.");
        string statements = string.Concat(Enumerable.Range(1, 6000).Select(i => $"sum = sum * {i} + x[{i % 7}];\n"));
        CSharpCompilation compilation = NetworkCompiler.CreateCompilation($$"""
            public static class Control
            {
                public static float Run(float[] x) => Kernels.TooLarge(x) + Kernels.Small(x);

                private static class Kernels
                {
                    public static float TooLarge(float[] x)
                    {
                        float sum = 0;
                        {{statements}}
                        return sum;
                    }

                    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                    public static float Small(float[] x) => x[0];
                }
            }
            """);
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        MethodInfo method = Assembly.Load(image.ToArray()).GetType("Control")!.GetMethod("Run")!;
        Assert.IsType<float>(method.Invoke(null, [new float[7]]));
    }
}
