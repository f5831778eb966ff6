using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests;

/// <summary>Random attribute lists, from a fixed seed, with the values that people type by mistake and those that overflow.</summary>
public class FuzzTests
{
    private const int Batches = 20;
    private const int NetworksInABatch = 100;
    private const int BatchesThatAreCompiled = 3;

    private static readonly string[] _sizes =
    [
        "1", "1", "1", "2", "2", "2", "3", "3", "3", "4", "5", "7", "8", "9", "16", "17", "28", "100", "1000", "0", "-1", "46341", "65536",
        "1000000", "134217724", "1073741795", "int.MaxValue", "int.MaxValue - 1", "int.MinValue", "", "\"three\"", "3.5", "Unknown.Size",
    ];

    private static readonly string[] _numbers = ["0", "0.1", "1", "0.5", "-0.1", "2", "1e300", "double.NaN", "double.PositiveInfinity", "double.MinValue", ""];

    private static readonly string[] _names = ["\"a\"", "\"b.0\"", "\"conv1\"", "\"dense2\"", "\"\"", "null", "\"ü/-_\"", "\"a b\"", "\"\\n\\\"{0}\"", "\"kernels\""];

    private static readonly string[] _windowProperties =
        ["Stride", "StrideHeight", "StrideWidth", "Pad", "PadTop", "PadBottom", "PadLeft", "PadRight"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NothingCrashesAndAnalyzerAndGeneratorAgree(int seed)
    {
        Random random = new(seed);
        string source = "using CnnGen;\n" + string.Concat(Enumerable.Range(0, NetworksInABatch).Select(i => Network(random, $"Net{i}")));
        GeneratorRun run = NetworkCompiler.Generate(source);
        IReadOnlyList<Diagnostic> diagnostics = NetworkCompiler.Analyze(source);

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        SyntaxTree tree = run.Input.SyntaxTrees[0];
        HashSet<string> refused = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => ClassAt(tree, diagnostic.Location))];
        HashSet<string> unfinished = [.. run.Input.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => ClassAt(tree, diagnostic.Location))];
        Dictionary<string, bool> throwing = run.Driver.GetRunResult().GeneratedTrees
            .SelectMany(file => file.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.Identifier.ValueText == "Forward" && method.ParameterList.Parameters[0].Identifier.ValueText == "input")
            .ToDictionary(method => ((ClassDeclarationSyntax)method.Parent!).Identifier.ValueText, method => method.Body?.Statements is [ThrowStatementSyntax]);

        Assert.Equal(NetworksInABatch, throwing.Count);
        Assert.True(throwing.Count(network => !network.Value) >= 10, "Too few networks are right for the stages behind the checks to be tried.");
        if (seed <= BatchesThatAreCompiled)
        {
            Assert.DoesNotContain(
                run.Output.GetDiagnostics(TestContext.Current.CancellationToken),
                diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree != tree);
        }

        foreach ((string name, bool throws) in throwing)
        {
            if (!unfinished.Contains(name))
            {
                Assert.True(throws == refused.Contains(name), $"{name} of seed {seed}: the generator {(throws ? "refused" : "wrote")} it, the analyzer did not agree.");
            }
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Batches)];

    /// <summary>Two of three networks are small and mostly right, so that the stages behind the checks are reached too.</summary>
    internal static string Network(Random random, string name)
    {
        Values values = new(random, Tame: random.Next(3) > 0);
        string layout = random.Next(4) == 0 ? ", Layout = Layout.ChannelsFirst" : "";
        string order = random.Next(8) == 0 ? $", ChannelOrder = {values.Any("ChannelOrder.RGB", ["ChannelOrder.BGR", "(ChannelOrder)3"])}" : "";
        string input = $"[Input({values.Side()}, {values.Side()}, {values.Size()}{layout}{order})]\n";
        string normalize = random.Next(8) == 0 ? $"[{Normalize(random, values)}]\n" : "";
        IEnumerable<string> layers = Enumerable.Range(0, random.Next(7)).Select(_ => $"[{Layer(random, values)}]\n");
        return $"{input}{normalize}{string.Concat(layers)}public partial class {name} {{ }}\n\n";
    }

    private static string Normalize(Random random, Values values)
    {
        string List() => $"new double[] {{ {string.Join(", ", Enumerable.Range(0, values.Tame ? 1 : random.Next(4)).Select(_ => values.Number()))} }}";
        return $"Normalize(Mean = {List()}, Std = {List()})";
    }

    private static string Layer(Random random, Values values) => random.Next(20) switch
    {
        0 or 1 => $"Conv2D({values.Sizes(3)}{(random.Next(4) == 0 ? $", Groups = {values.Size()}" : "")}{Window(random, values)}{Weights(random, values)})",
        2 => $"LocallyConnected2D({values.Sizes(3)}{Window(random, values)}{Weights(random, values)})",
        3 => $"MaxPool2D({values.Sizes(2)}{Window(random, values)})",
        4 => $"AvgPool2D({values.Sizes(2)}{Window(random, values)}, CountIncludePad = {Pick(random, ["true", "false"])})",
        5 => "Flatten",
        6 or 7 => $"Flatten, Dense({values.Size()}{Weights(random, values)})",
        8 => $"Dropout({values.Number()})",
        9 => $"{Pick(random, ["LeakyReLU", "ELU"])}({values.Number()})",
        10 => $"Maxout({values.Size()})",
        14 => $"LocalResponseNorm({values.Size()}, {Pick(random, ["Alpha", "Beta", "Bias"])} = {values.Number()}, ChannelsBefore = {(values.Tame ? "0" : values.Size())})",
        17 when !values.Tame => Normalize(random, values),
        12 => $"UpSample2D({values.Size()}{(random.Next(2) == 0 ? $", Interpolation = {values.Any("Interpolation.Bilinear", ["(Interpolation)9"])}" : "")})",
        15 => $"Conv2DTranspose({values.Sizes(3)}{(random.Next(4) == 0 ? $", OutputPadding = {values.Size()}" : "")}{Window(random, values)}{Weights(random, values)})",
        16 => $"Flatten, Dense(12), Reshape({values.Any("2, 3, 2", ["12, 1, 1", $"{values.Size()}, 3, {values.Size()}"])})",
        13 => random.Next(2) == 0
            ? $"Pad2D({values.Size()}, {(random.Next(2) == 0 ? $"Value = {values.Number()}" : $"Mode = {values.Any("PadMode.Edge", ["PadMode.Reflect", "(PadMode)3"])}")})"
            : $"ZeroPad2D({(random.Next(2) == 0 ? values.Size() : string.Join(", ", values.Size(), values.Size(), values.Size(), values.Size()))})",
        18 => $"Crop2D({(random.Next(2) == 0 ? values.Size() : string.Join(", ", values.Size(), values.Size(), values.Size(), values.Size()))})",
        11 => values.Any("ReLU", ["Unknown", "Conv2D", "Dense"]),
        _ => Pick(random, ["ReLU", "ReLU6", "SELU", "Sigmoid", "HardSigmoid", "Tanh", "Softplus", "SiLU", "HardSwish", "GELU", "Clip(-1, 1)", "PReLU", "Softmax", "LogSoftmax"]),
    };

    private static string Window(Random random, Values values)
    {
        IEnumerable<string> properties = _windowProperties.Where(_ => random.Next(15) == 0).Select(name => $", {name} = {values.Any("1", _sizes)}");
        string padding = random.Next(3) == 0 ? $", Padding = {values.Any("Padding.Same", ["Padding.Valid", "(Padding)7"])}" : "";
        return string.Concat(properties) + padding;
    }

    private static string Weights(Random random, Values values)
    {
        string name = random.Next(6) == 0 ? $", Name = {values.Any("null", _names)}" : "";
        string activation = random.Next(3) == 0 ? $", Activation = (Activation){values.Any(Pick(random, ["0", "1", "4", "7", "10", "14"]), ["-1", "15"])}" : "";
        string bias = random.Next(5) == 0 ? ", UseBias = false" : "";
        return name + activation + bias;
    }

    private sealed record Values(Random Random, bool Tame)
    {
        public string Any(string tame, string[] wild) => Tame && Random.Next(30) > 0 ? tame : Pick(Random, wild);

        public string Side() => Any(Pick(Random, ["7", "8", "12", "17"]), _sizes);

        public string Size() => Any(Pick(Random, ["1", "2", "2", "3", "8"]), _sizes);

        public string Sizes(int most) => string.Join(", ", Enumerable.Range(0, Random.Next(most - 1, most + 1)).Select(_ => Size()));

        public string Number() => Any("0.5", _numbers);
    }

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];

    private static string ClassAt(SyntaxTree tree, Location place)
        => tree.GetRoot().FindToken(place.SourceSpan.Start).Parent!.AncestorsAndSelf().OfType<ClassDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText ?? "";
}
