using System.Collections.Concurrent;
using System.Runtime.Loader;
using System.Text;
using Basic.Reference.Assemblies;
using CnnGen.Generator;
using CnnGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.TestKit;

/// <summary>One run of the generator, for tests that look at what it wrote or at which steps ran.</summary>
/// <param name="Input">The user's sources alone.</param>
/// <param name="Output">The user's sources and the generated ones.</param>
public sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, CSharpCompilation Output)
{
    public GeneratorDriverRunResult Result => Driver.GetRunResult();
}

/// <summary>Compiles networks in memory, as a user's Release build does.</summary>
public static class NetworkCompiler
{
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(InputAttribute).Assembly.Location)];

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly ConcurrentDictionary<string, Lazy<CompiledNetworks>> Compiled = new();

    /// <summary>Generates, compiles, asserts that nothing was reported, and loads the assembly: once for all who ask for the same.</summary>
    public static CompiledNetworks Compile(params string[] sources) => Once("", sources, run => run.Output);

    public static CompiledNetworks Compile(IEnumerable<TestNetwork> networks) => Compile(TestNetwork.ToFile(networks));

    /// <summary>
    /// Compiles networks that take the form for AVX-512 on a machine that has none, and that for AVX2 on one that has. What the machine
    /// lacks the runtime's own code does, slowly.
    /// </summary>
    public static CompiledNetworks CompileForOtherMachines(IEnumerable<TestNetwork> networks)
    {
        const string question = "global::System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated";
        return Once("for other machines", [TestNetwork.ToFile(networks)], run =>
        {
            CSharpCompilation turned = run.Output;
            foreach (SyntaxTree tree in run.Result.GeneratedTrees)
            {
                string text = tree.ToString().Replace(question, $"!{question}", StringComparison.Ordinal);
                turned = turned.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, ParseOptions, tree.FilePath, Encoding.UTF8));
            }

            return turned;
        });
    }

    /// <summary>Compiles networks as a user's Debug build does: the JIT then optimises none of the assembly's methods.</summary>
    public static CompiledNetworks CompileInDebug(IEnumerable<TestNetwork> networks)
        => Once("in debug", [TestNetwork.ToFile(networks)], run => run.Output.WithOptions(Options.WithOptimizationLevel(OptimizationLevel.Debug)));

    /// <summary>Compiles what was generated, asserts that nothing was reported, and loads the assembly.</summary>
    /// <param name="resources">The assembly's resources by their names.</param>
    public static CompiledNetworks Load(CSharpCompilation input, CSharpCompilation output, params (string Name, byte[] Bytes)[] resources)
        => Load(Emit(input, output, resources));

    private static CompiledNetworks Once(string way, string[] sources, Func<GeneratorRun, CSharpCompilation> finish)
        => Compiled.GetOrAdd(string.Join("\0", [way, .. sources]), key => new(() => Load(Images.GetOrMake(key, () =>
        {
            GeneratorRun run = Generate(sources);
            return Emit(run.Input, finish(run));
        })))).Value;

    private static byte[] Emit(CSharpCompilation input, CSharpCompilation output, params (string Name, byte[] Bytes)[] resources)
    {
        using MemoryStream image = new();
        EmitResult emitted = output.Emit(
            image, manifestResources: resources.Select(resource => new ResourceDescription(resource.Name, () => new MemoryStream(resource.Bytes), isPublic: true)));
        AssertClean(emitted.Diagnostics, input);
        return image.ToArray();
    }

    private static CompiledNetworks Load(byte[] image)
    {
        // Not collectible: the runtime may crash when a pool's thread ends while a context that has thread statics on it is unloaded.
        AssemblyLoadContext context = new("networks");
        return new CompiledNetworks(context.LoadFromStream(new MemoryStream(image)));
    }

    /// <summary>Runs the generator with tracked steps, and rethrows its exception.</summary>
    public static GeneratorRun Generate(params string[] sources) => Generate(null, sources);

    /// <summary>Runs the generator with weights files, as the build lists them.</summary>
    public static GeneratorRun Generate(WeightsList? weights, params string[] sources)
    {
        CSharpCompilation input = CreateCompilation(sources);
        GeneratorDriver driver = CreateDriver().AddAdditionalTexts(weights is null ? [] : [weights]).RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        GeneratorRun run = new(driver, input, (CSharpCompilation)output);
        foreach (GeneratorRunResult result in run.Result.Results)
        {
            if (result.Exception is { } exception)
            {
                throw new InvalidOperationException($"The generator threw: {exception.Message}", exception);
            }
        }

        AssertClean(run.Result.Diagnostics, input);
        return run;
    }

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation CreateCompilation(params string[] sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select((source, index) =>
            CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{index}.cs", Encoding.UTF8));
        return CSharpCompilation.Create($"UnderTest{Guid.NewGuid():N}", trees, References, Options);
    }

    /// <summary>What the analyzer says of the sources, information too, but not what is hidden.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(params string[] sources) => Analyze(null, sources);

    /// <summary>What the analyzer says of the sources with weights files.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(WeightsList? weights, params string[] sources)
    {
        AnalyzerOptions options = new(weights is null ? [] : [weights]);
        CompilationWithAnalyzers analyzers = CreateCompilation(sources).WithAnalyzers([new NetworkAnalyzer()], options);
        return [.. analyzers.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)];
    }

    /// <summary>Throws if there is an error or a warning, but a missing comment in the user's own sources.</summary>
    public static void AssertClean(IEnumerable<Diagnostic> diagnostics, Compilation users)
    {
        Diagnostic[] faults =
        [
            .. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
                .Where(d => d.Id != "CS1591" || d.Location.SourceTree is not { } tree || !users.ContainsSyntaxTree(tree)),
        ];
        if (faults.Length > 0)
        {
            string shown = string.Join('\n', faults.OrderByDescending(d => d.Severity).Take(5).Select(Describe));
            throw new InvalidOperationException($"{faults.Length} errors and warnings, first:\n{shown}");
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return diagnostic.ToString();
        }

        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return $"{diagnostic}\n    {tree.GetText().Lines[line].ToString().Trim()}";
    }
}
