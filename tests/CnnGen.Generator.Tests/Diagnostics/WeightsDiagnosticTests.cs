using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN03xx: weights files, as the build has listed them.</summary>
public class WeightsDiagnosticTests
{
    private const string Layers = "[Input(8, 8, 1)]\n[{|#0:Conv2D|}(4, 3)]\n[BatchNorm]\n[Flatten]\n[{|#1:Dense|}(10)]";

    private static readonly string[] _tensors =
    [
        "conv1.weight F32 [4, 1, 3, 3]", "conv1.bias F32 [4]", "bn1.weight F16 [4]", "bn1.bias BF16 [4]", "bn1.running_mean F64 [4]", "bn1.running_var F32 [4]",
        "bn1.num_batches_tracked I64 []", "dense1.weight F32 [10, 144]", "dense1.bias F32 [10]",
    ];

    [Fact]
    public Task FileThatFits() => Verify(Layers, _tensors);

    [Theory]
    [InlineData("dense1", "fc", "its 'fc.weight' has this shape, and Name = \"fc\" on the layer has it read")]
    [InlineData("dense1.weight F32 [10, 144]", "fc.weight F32 [9, 144]", "the nearest that no layer reads is 'fc.weight' [9, 144]: save the file of this network, or change the layer and its Name")]
    [InlineData("dense1.bias F32 [10]", null, "set UseBias = false if it has none, or save the file with it")]
    [InlineData("dense1.weight F32 [10, 144]", null, "it has 'conv1.weight' [4, 1, 3, 3], 'conv1.bias' [4], 'bn1.weight' [4], 'bn1.bias' [4], 'bn1.running_mean' [4] and 3 more: save the file of this network, or give the layer the Name that it was trained with")]
    public Task TensorThatIsMissing(string tensor, string? other, string fix)
    {
        string[] tensors = [.. _tensors.Select(line => line.Replace(tensor, other ?? "")).Where(line => line.Length > 0)];
        string[] missing = [.. _tensors[7..].Except(tensors).Select(line => $"'{line.Replace(" F32", "'")}")];
        return Verify(Layers, tensors, $"CNN0301@1: 'dense1' (Dense) receives 144 from 'flatten1': 'net.safetensors' has no {string.Join(" and no ", missing)}: {fix}");
    }

    [Fact]
    public Task NormalisationWithoutItsShift() => Verify(
        Layers.Replace("[BatchNorm]", "[{|#0:BatchNorm|}]").Replace("{|#0:Conv2D|}", "Conv2D"),
        [.. _tensors.Where(tensor => !tensor.StartsWith("bn1.bias", StringComparison.Ordinal)), "bn2.beta F32 [4]"],
        "CNN0301@0: 'bn1' (BatchNorm) receives 6x6x4 from 'conv1': 'net.safetensors' has no 'bn1.bias' [4]: "
        + "the nearest that no layer reads is 'bn2.beta' [4]: save the file of this network, or change the layer and its Name");

    [Fact]
    public Task LayersOfOneShapeAreOfferedTensorsInTheirOrder() => Verify(
        "[Input(8, 8, 4)]\n[{|#0:Conv2D|}(4, 1, UseBias = false)]\n[{|#1:Conv2D|}(4, 1, UseBias = false)]",
        ["features.3.weight F32 [4, 4, 1, 1]", "features.0.weight F32 [4, 4, 1, 1]"],
        "CNN0301@0: 'conv1' (Conv2D) receives 8x8x4 from [Input]: 'net.safetensors' has no 'conv1.weight' [4, 4, 1, 1]: its 'features.0.weight' has this shape, and Name = \"features.0\" on the layer has it read",
        "CNN0301@1: 'conv2' (Conv2D) receives 8x8x4 from 'conv1': 'net.safetensors' has no 'conv2.weight' [4, 4, 1, 1]: its 'features.3.weight' has this shape, and Name = \"features.3\" on the layer has it read");

    [Fact]
    public Task LayerOfAnotherSizeIsOneErrorThoughOthersFollowFromIt() => Verify(
        "[Input(8, 8, 1)]\n[Conv2D({|#0:6|}, 3)]\n[BatchNorm]\n[Flatten]\n[Dense(10)]", _tensors, "CNN0302@0: " + SixFilters);

    [Fact]
    public Task MistakesOfTheirOwnAreTwoErrors() => Verify(
        "[Input(8, 8, 1)]\n[Conv2D({|#0:6|}, 3)]\n[BatchNorm]\n[Flatten]\n[{|#1:Dense|}(11, UseBias = false)]",
        _tensors[..^1],
        "CNN0302@0: " + SixFilters,
        "CNN0302@1: 'dense1' (Dense) receives 216 from 'flatten1': it wants 'dense1.weight' of shape [11, 216] where 'net.safetensors' has [10, 144]: "
        + "change the layer to what the file was trained with, or save this network's weights");

    private const string SixFilters = "'conv1' (Conv2D) receives 8x8x1 from [Input]: it wants 'conv1.weight' of shape [6, 1, 3, 3] where 'net.safetensors' has [4, 1, 3, 3], "
        + "and 'conv1.bias' of shape [6] where 'net.safetensors' has [4]: make it 4 as in the file, or save this network's weights";

    [Fact]
    public Task KernelOfAnotherSize() => Verify(
        Layers.Replace("(4, 3)", "(4, 3, 1)"),
        [.. _tensors.Select(tensor => tensor.Replace("[10, 144]", "[10, 192]"))],
        "CNN0302@0: 'conv1' (Conv2D) receives 8x8x1 from [Input]: it wants 'conv1.weight' of shape [4, 1, 3, 1] where 'net.safetensors' has [4, 1, 3, 3]: "
        + "change the layer to what the file was trained with, or save this network's weights");

    /// <summary>The number that the file has stands where the layer has its own, in either layout.</summary>
    [Theory]
    [InlineData("Conv2D({|CNN0302:3|}, 2)", "PyTorch", "[4, 2, 2, 2]")]
    [InlineData("Conv2D({|CNN0302:3|}, 2)", "Keras", "[2, 2, 2, 4]")]
    [InlineData("Conv2DTranspose({|CNN0302:3|}, 2)", "PyTorch", "[2, 4, 2, 2]")]
    [InlineData("Conv2DTranspose({|CNN0302:3|}, 2)", "Keras", "[2, 2, 4, 2]")]
    [InlineData("LocallyConnected2D({|CNN0302:3|}, 2, Name = \"conv1\")", "PyTorch", "[4, 4, 4, 2, 2, 2]")]
    [InlineData("LocallyConnected2D({|CNN0302:3|}, 2, Name = \"conv1\")", "Keras", "[16, 8, 4]")]
    [InlineData("Flatten, Dense(units: {|CNN0302:3|}, Name = \"conv1\")", "PyTorch", "[4, 50]")]
    [InlineData("Flatten, Dense({|CNN0302:3|}, Name = \"conv1\")", "Keras", "[50, 4]")]
    [InlineData("{|CNN0302:Conv2D|}(4, 2, Groups = 2)", "PyTorch", "[6, 1, 2, 2]")]
    [InlineData("{|CNN0302:DepthwiseConv2D|}(2)", "PyTorch", "[4, 1, 2, 2]")]
    public Task PlaceOfAnotherSize(string layer, string layout, string shape) => Markup.VerifyWithWeights(
        new WeightsList().With("net.safetensors", "Net", [$"conv1.weight F32 {shape}"], layout),
        $"[Input(5, 5, 2)]\n[{layer.Replace(")", ", UseBias = false)")}]\npublic partial class Net;");

    [Fact]
    public Task FileOfTheOtherLayout() => Verify(
        Layers,
        [.. _tensors.Select(tensor => tensor.Replace("[4, 1, 3, 3]", "[3, 3, 1, 4]").Replace("[10, 144]", "[144, 10]"))],
        "CNN0302@0: 'conv1' (Conv2D) receives 8x8x1 from [Input]: it wants 'conv1.weight' of shape [4, 1, 3, 3] where 'net.safetensors' has [3, 3, 1, 4]: "
        + "all of its shapes are those of Keras's layout: set Layout = WeightLayout.Keras (in the project: Layout=\"Keras\")");

    [Fact]
    public Task TypeThatIsNotRead() => Verify(
        Layers,
        [.. _tensors.Select(tensor => tensor.Replace("dense1.bias F32", "dense1.bias F8_E4M3"))],
        "CNN0303@1: 'dense1' (Dense) receives 144 from 'flatten1': 'dense1.bias' of 'net.safetensors' is of the type F8_E4M3, and F32, F16, BF16 and F64 are read: save it as one of these");

    [Fact]
    public Task BiasThatIsLeftOut() => Verify(
        "[Input(8, 8, 1)]\n[Conv2D(4, 3, UseBias = {|#0:false|})]\n[BatchNorm]\n[Flatten]\n[Dense(10)]",
        _tensors,
        "CNN0308@0: 'conv1' (Conv2D) receives 8x8x1 from [Input]: it does not read 'conv1.bias' [4] of 'net.safetensors': remove UseBias = false, or remove it from the file");

    [Fact]
    public Task TensorsThatNoLayerReads() => Markup.VerifyWithWeights(
        new WeightsList().With("net.safetensors", "Net", [.. _tensors, "head.weight F32 [3, 10]", "step I32 []"]),
        $"{Layers}\npublic partial class {{|#2:Net|}};",
        "CNN0309@2: Network 'Net' leaves 1 of the tensors of 'net.safetensors' unread: 'head.weight' [3, 10]; a layer that is to read one takes its name with Name");

    /// <summary>What is wrong with shapes is said before any file is looked at, and unread layers want nothing.</summary>
    [Fact]
    public Task NetworkWithMistakesOfItsOwn() => Verify("[Input(8, 8, 1)]\n[Conv2D(4, {|CNN0201:9|})]\n[Flatten]\n[Dense(10)]", []);

    [Fact]
    public Task LayerThatNobodyReads() => Verify("[Input(8, 8, 1)]\n[{|CNN0214:Conv2D|}(4, 3)]\n[MaxPool2D(2, From = \"input\")]", []);

    [Fact]
    public Task NamedByAnAttribute_InItsLayout() => Markup.VerifyWithWeights(
        new WeightsList().WithOther("weights/net.safetensors", "conv1.weight F32 [3, 3, 1, 4]").WithOther("other.safetensors"),
        "[Input(8, 8, 1)]\n[Weights(\"weights/net.safetensors\", Layout = WeightLayout.Keras)]\n[{|#0:Conv2D|}(4, 3)]\npublic partial class Net;",
        "CNN0301@0: 'conv1' (Conv2D) receives 8x8x1 from [Input]: 'weights/net.safetensors' has no 'conv1.bias' [4]: set UseBias = false if it has none, or save the file with it");

    [Theory]
    [InlineData("nat.safetensors", "the project has no such file: did you mean 'weights/net.safetensors'?")]
    [InlineData("net.safetensors", "the project has no such file: did you mean 'weights/net.safetensors'?")]
    [InlineData("backbone.bin", "only files named *.safetensors are found by themselves: name it so, or add <CnnGenWeights Include=\"…\" /> to the project, with the path to where it is")]
    [InlineData("backbone.safetensors", "the project has no such file: put it there (paths count from the project's folder), or add <CnnGenWeights Include=\"…\" /> to the project, with the path to where it is")]
    public Task NamedByAnAttribute_ButNotThere(string path, string words) => Markup.VerifyWithWeights(
        new WeightsList().WithOther("weights/net.safetensors", "conv1.weight F32 [4, 1, 3, 3]"),
        $"[Input(8, 8, 1)]\n[Weights({{|#0:\"{path}\"|}})]\n[Conv2D(4, 3)]\npublic partial class Net;",
        $"CNN0306@0: Network 'Net' cannot be checked against '{path}': {words}");

    [Fact]
    public Task NamedByAnAttribute_InABuildWithoutTheList() => Markup.VerifyLayers(
        "[Input(8, 8, 1)]\n[Weights({|#0:\"net.safetensors\"|})]\n[Conv2D(4, 3)]",
        "CNN0306: Network 'Net' cannot be checked against 'net.safetensors': this build has listed no weights files, as the package CnnGen has it do: "
        + "build with the package's targets, or remove the attribute");

    [Theory]
    [InlineData("CNN0304", "net.safetensors: the file is empty: fetch or save it again")]
    [InlineData("CNN0307", "CnnGenWeights: there is no weights file '/app/net.safetensors': put it there, or correct Include")]
    public async Task FaultsOfTheFile(string code, string fault)
    {
        await Markup.VerifyWithWeights(
            new WeightsList().WithFault("net.safetensors", "Net", code, fault), "[Input(8, 8, 1)]\n[Conv2D(4, 3)]\npublic partial class {|#0:Net|};", $"{code}@0: {fault}");
        await Markup.VerifyWithWeights(
            new WeightsList().WithFault("net.safetensors", "", code, fault), "[Input(8, 8, 1)]\n[Weights({|#0:\"./net.safetensors\"|})]\n[Conv2D(4, 3)]\npublic partial class Net;", $"{code}@0: {fault}");
    }

    [Theory]
    [InlineData("App.Nett", "there is no network 'App.Nett': did you mean 'App.Net'?")]
    [InlineData("Inner", "there is no network 'Inner': did you mean 'App.Outer.Inner'?")]
    [InlineData("MobileNet", "there is no network 'MobileNet': declare it, a partial class with [Input]")]
    [InlineData("", "it is for no network: add Network=\"App.Net\" to it, or [Weights(\"a.safetensors\")] to the network's class")]
    [InlineData("App.Net; App.Outer+Inner", null)]
    [InlineData("App.Outer.Inner", null)]
    [InlineData("App.Written", null)]
    public void ProjectsFileForANetwork(string network, string? words)
    {
        WeightsList list = new WeightsList().With("a.safetensors", network, []).With("b.safetensors", "", []);
        Diagnostic[] diagnostics =
        [
            .. NetworkCompiler.Analyze(list, """
                using CnnGen;

                namespace App;

                [Input(8, 8, 1), Weights("b.safetensors"), ReLU]
                public partial class Net;

                public partial class Outer
                {
                    [Input(8, 8, 1), ReLU]
                    public partial class Inner;
                }
                """,
                "// <auto-generated/>\nnamespace App;\n[CnnGen.Input(8, 8, 1), CnnGen.ReLU]\npublic partial class Written;"),
        ];
        Assert.Equal(words is null ? [] : [$"CNN0305: CnnGenWeights 'a.safetensors': {words}"], diagnostics.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.All(diagnostics, diagnostic => Assert.Equal($"{WeightsList.ProjectPath}: (6,4)-(6,4)", $"{diagnostic.Location.GetLineSpan()}"));
    }

    [Fact]
    public Task TwoFilesThatAreEmbedded() => Markup.VerifyWithWeights(
        new WeightsList().With("a.safetensors", "Net", [], embed: true).With("b.safetensors", "Net", [], embed: true),
        "[Input(8, 8, 1)]\n[ReLU]\npublic partial class {|#0:Net|};",
        "CNN0310@0: Network 'Net' has two embedded weights files, 'a.safetensors' and 'b.safetensors', and Load() can read one only: remove Embed=\"true\" from the other");

    [Fact]
    public async Task LoadOfTheUsersOwnBesideAnEmbeddedFile()
    {
        const string source = "[Input(8, 8, 1)]\n[ReLU]\npublic partial class {|#0:Net|} { public static int Load() => 1; }";
        await Markup.VerifyWithWeights(
            new WeightsList().With("a.safetensors", "Net", [], embed: true), source, "CNN0012@0: Network 'Net' has a member 'Load' of its own, but one like it is generated: rename or remove it");
        await Markup.VerifyWithWeights(new WeightsList().With("a.safetensors", "Net", []), source.Replace("{|#0:Net|}", "Net"));
    }

    private static Task Verify(string layers, string[] tensors, params string[] messages)
    {
        // A place that no message is of is no place.
        string marked = Enumerable.Range(0, 2).Where(place => !messages.Any(message => message.StartsWith($"CNN03", StringComparison.Ordinal) && message[7..9] == $"@{place}"))
            .Aggregate(layers, (text, place) => System.Text.RegularExpressions.Regex.Replace(text, $@"\{{\|#{place}:(\w+)\|\}}", "$1"));
        return Markup.VerifyWithWeights(new WeightsList().With("net.safetensors", "Net", tensors), $"{marked}\npublic partial class Net;", messages);
    }
}
