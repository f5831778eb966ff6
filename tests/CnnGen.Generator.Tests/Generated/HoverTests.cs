using System.Xml.Linq;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>
/// What an editor shows where one points at a network or a member of it: the documentation comments, whose references it follows.
/// </summary>
public class HoverTests
{
    private const string Row = "conv1     Conv2D     28x28x6          156        117,600              5x5  (32 + 0 - 5)/1 + 1 = 28";

    private const string Summary = "/// <summary>Reads digits.</summary>";

    [Theory]
    [InlineData("", "LeNet5")]
    [InlineData("namespace @new.@int;", "new.int.LeNet5")]
    [InlineData("namespace App;", "App.LeNet5")]
    public void ClassForwardEachConstantAndEachLayerShowTheTable(string space, string name)
    {
        (Compilation output, XElement[] members) = Document(Sources.LeNet5.Replace("[Input", $"{space}\n{Summary}\n[Input"));
        XElement ofClass = Assert.Single(members, member => IdOf(member) == $"T:{name}");
        Assert.Equal("Reads digits.", Assert.Single(ofClass.Elements("summary")).Value);
        string[] shown =
        [
            $"T:{name}", $"T:{name}.Layers", $"P:{name}.Summary", $"F:{name}.InputLength", $"F:{name}.OutputLength", $"F:{name}.ParameterCount", $"F:{name}.MultiplyAddCount",
            .. new[] { "Conv1", "Maxpool1", "Conv2", "Maxpool2", "Flatten1", "Dense1", "Dense2", "Dense3", "Softmax1" }.Select(layer => $"F:{name}.Layers.{layer}"),
            $"M:{name}.Forward(System.ReadOnlySpan{{System.Single}},System.Span{{System.Single}})", $"M:{name}.Forward(System.ReadOnlySpan{{System.Byte}},System.Span{{System.Single}})",
        ];
        Assert.All(shown, id => Assert.Contains($"{Row}\n", Hover(Assert.Single(members, member => IdOf(member) == id), members), StringComparison.Ordinal));
        Assert.Equal(
            ["conv1", "maxpool1", "conv2", "maxpool2", "flatten1", "dense1", "dense2", "dense3", "softmax1"],
            output.GetTypeByMetadataName($"{name}+Layers")!.GetMembers().OfType<IFieldSymbol>().Select(layer => layer.ConstantValue));
    }

    /// <summary>Editors show one remark: on the class the user's, and the table on its members all the same.</summary>
    [Fact]
    public void RemarksOfTheUsersOwnAreKept()
    {
        (_, XElement[] members) = Document(Sources.LeNet5.Replace("[Input", $"{Summary}\n/// <remarks>As LeCun did.</remarks>\n[Input"));
        Assert.Equal("As LeCun did.", Hover(members.Single(member => IdOf(member) == "T:LeNet5"), members));
        Assert.Contains(Row, Hover(members.Single(member => IdOf(member) == "F:LeNet5.InputLength"), members), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace A { public partial class Outer { LAYERS public partial class Net; } }")]
    [InlineData("public partial interface IOuter { public partial record struct R { LAYERS internal partial class Net; } }")]
    [InlineData("LAYERS public partial record class Net;")]
    [InlineData("LAYERS public partial class @class;")]
    [InlineData("LAYERS public partial class Conv1 { LAYERS public partial class Forward1; }")]
    [InlineData("/** <summary>A net of <c>A &amp; B</c>.</summary> */ LAYERS public partial class Net;")]
    public void CommentsAreWellFormedWhereverANetworkStands(string source)
    {
        const string layers = "[CnnGen.Input(4, 4, 2), CnnGen.Conv2D(3, 2, Name = \"Net\"), CnnGen.ReLU(Name = \"Equals\"), CnnGen.Add(\"Net\", Name = \"Layers\"), CnnGen.Tanh(Name = \"to.String\")]";
        (_, XElement[] members) = Document(source.Replace("LAYERS", layers));
        Assert.All(
            members.Where(member => member.Element("inheritdoc") is not null),
            member => Assert.Contains("Net        Conv2D  3x3x3           27", Hover(member, members), StringComparison.Ordinal));
    }

    /// <summary>The comments as the compiler writes them into a file, once it has found nothing to warn of.</summary>
    private static (Compilation Output, XElement[] Members) Document(string source)
    {
        GeneratorRun run = NetworkCompiler.Generate(source);
        using MemoryStream image = new();
        using MemoryStream file = new();
        NetworkCompiler.AssertClean(run.Output.Emit(image, xmlDocumentationStream: file, cancellationToken: TestContext.Current.CancellationToken).Diagnostics, run.Input);
        file.Position = 0;
        return (run.Output, [.. XDocument.Load(file).Descendants("member")]);
    }

    private static string IdOf(XElement member) => member.Attribute("name")!.Value;

    /// <summary>The text of a comment's remarks, or of those that it refers to: editors show the first.</summary>
    private static string Hover(XElement member, XElement[] members)
    {
        IEnumerable<XElement> referred = member.Elements("inheritdoc").SelectMany(reference =>
        {
            Assert.Equal("/remarks", reference.Attribute("path")!.Value);
            return members.Single(other => IdOf(other) == reference.Attribute("cref")!.Value).Elements("remarks");
        });
        return string.Join('\n', member.Elements("remarks").Concat(referred).First().Value.Split('\n').Select(line => line.Trim()));
    }
}
