using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <content>What a class must be to hold a network: CNN0001 to CNN0099.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        "CNN0001",
        "A network must be partial",
        "Class '{0}' declares a network but is not partial, so its Forward cannot be added: write 'partial class {0}'",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0001.md");

    public static readonly DiagnosticDescriptor Generic = new(
        "CNN0002",
        "A network cannot be generic",
        "Network '{0}' cannot be generated because '{1}' is generic: a network's shapes are fixed, so remove the type parameters",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0002.md");

    public static readonly DiagnosticDescriptor LayerOnAnotherPart = new(
        "CNN0003",
        "All layers stand on one part",
        "Layer {0} is not on the part of '{1}' that has [Input]: layers run in source order, so move it there",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0003.md");

    public static readonly DiagnosticDescriptor NoInput = new(
        "CNN0004",
        "A network needs an input",
        "Class '{0}' has {1} but no [Input]: add [Input(height, width, channels)] above the first layer",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0004.md");

    public static readonly DiagnosticDescriptor NoLayers = new(
        "CNN0005",
        "A network needs a layer",
        "Network '{0}' has an [Input] but no layer: add at least one below it, for example [Flatten] and [Dense(10)]",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0005.md");

    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        "CNN0006",
        "The types around a network must be partial",
        "Network '{0}' cannot be generated because '{1}' around it is not partial: add 'partial' to '{1}'",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0006.md");

    public static readonly DiagnosticDescriptor CannotBeCreated = new(
        "CNN0007",
        "Load must be able to create a network",
        "Network '{0}' {1}, so Load could not create it: {2}",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0007.md");

    public static readonly DiagnosticDescriptor FileLocal = new(
        "CNN0008",
        "A network cannot be local to a file",
        "Network '{0}' cannot be generated because '{1}' is local to its file, where no generated part can reach it: remove 'file'",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0008.md");

    public static readonly DiagnosticDescriptor OwnConstructor = new(
        "CNN0009",
        "A network cannot have a constructor of its own",
        "Network '{0}' has a constructor of its own, but only Load and CreateRandom can give it weights: remove the constructor",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0009.md");

    public static readonly DiagnosticDescriptor LayerAboveInput = new(
        "CNN0010",
        "The input stands above the layers",
        "Layer {0} of '{1}' stands above [Input]: data flows from the top to the bottom, so move it below",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0010.md");

    public static readonly DiagnosticDescriptor MemberName = new(
        "CNN0011",
        "A network cannot have the name of a generated member",
        "Network '{0}' is named like the member '{0}' that is generated into it, which C# forbids: choose another name",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0011.md");

    public static readonly DiagnosticDescriptor MemberTaken = new(
        "CNN0012",
        "A generated member's name is taken",
        "Network '{0}' has a member '{1}' of its own, but one like it is generated: rename or remove it",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0012.md");

    public static readonly DiagnosticDescriptor AbstractMember = new(
        "CNN0014",
        "A generated member cannot implement an abstract one",
        "Network '{0}' derives from '{1}', whose abstract member '{2}' cannot be implemented, because the generated '{2}' has the same name but does not override it: {3} in '{1}'",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0014.md");

    public static readonly DiagnosticDescriptor NormalizeBelowLayers = new(
        "CNN0013",
        "Normalize stands directly below the input",
        "{0}: Normalize prepares the network's input and stands directly below [Input]: move it there, or use [BatchNorm] here",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0013.md");
}
