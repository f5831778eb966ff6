using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <content>What layers do to shapes, and what each must be given: CNN0201 to CNN0299.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor KernelTooLarge = new(
        "CNN0201",
        "The kernel is larger than its padded input",
        "{0}: its kernel of {1} is larger than its {2}: make the kernel at most {3}{4}, or pad, for example with Padding = Padding.Same",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0201.md");

    public static readonly DiagnosticDescriptor PoolTooLarge = new(
        "CNN0202",
        "The pool is larger than its padded input",
        "{0}: its pool of {1} is larger than its {2}: make the pool at most {3}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0202.md");

    public static readonly DiagnosticDescriptor DenseOnMap = new(
        "CNN0203",
        "Dense takes a flat tensor",
        "{0}: Dense takes a flat tensor, not a map: add [Flatten] above it{1}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0203.md");

    public static readonly DiagnosticDescriptor MapLayerOnFlat = new(
        "CNN0204",
        "The layer takes a map",
        "{0}: {1} takes a map of height x width x channels, not a flat tensor: move it above [Flatten] or [Dense]",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0204.md");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "CNN0205",
        "Two layers have one name",
        "{0}: the name '{1}' is taken by the {2} {3} it; weights are found by name, so choose another",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0205.md");

    public static readonly DiagnosticDescriptor PiecesDoNotDivide = new(
        "CNN0206",
        "The pieces do not divide the channels",
        "{0}: {1} pieces do not divide its {2} {3} (remainder {4}): choose a divisor of {2}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0206.md");

    public static readonly DiagnosticDescriptor PadCoversWindow = new(
        "CNN0207",
        "The pad is as large as the pool",
        "{0}: {1} is {2} with a pool of {3}, so that a window may hold only padding: pad by at most {4}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0207.md");

    public static readonly DiagnosticDescriptor Unread = new(
        "CNN0208",
        "The stride leaves pixels unread",
        "{0}: with stride {1} no window reads {2}; pad, crop or change the stride if they matter",
        Category.Shapes,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0208.md");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "CNN0209",
        "The groups do not divide the channels",
        "{0}: {1} groups do not divide its {2} {3} (remainder {4}): {5}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0209.md");

    public static readonly DiagnosticDescriptor UnknownName = new(
        "CNN0210",
        "No layer has this name",
        "{0}: there is no layer '{1}' to read from; {2}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0210.md");

    public static readonly DiagnosticDescriptor UsedBeforeMade = new(
        "CNN0211",
        "A layer is read before it is made",
        "{0}: '{1}' is the {2} below it, and layers run in their order: move that layer above this one",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0211.md");

    public static readonly DiagnosticDescriptor Cycle = new(
        "CNN0212",
        "A layer reads a tensor that depends on its own output",
        "{0}: '{1}' depends on this layer's own output ({2}), and a network has no loops: read a layer above",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0212.md");

    public static readonly DiagnosticDescriptor ShapesDoNotJoin = new(
        "CNN0213",
        "The shapes cannot be joined",
        "{0}: {1} cannot be {2} {3}: {4}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0213.md");

    public static readonly DiagnosticDescriptor UnreadOutput = new(
        "CNN0214",
        "No layer reads the output",
        "'{0}' ({1}): no layer reads its output, so it is left out of the network: read it by its name, or remove it",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0214.md");

    public static readonly DiagnosticDescriptor ChannelsDoNotDivide = new(
        "CNN0215",
        "The number does not divide the channels",
        "{0}: {1} do not divide its {2} channels (remainder {3}): change the layer above, or choose a divisor",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0215.md");

    public static readonly DiagnosticDescriptor SliceBeyond = new(
        "CNN0216",
        "The slice reaches beyond the channels",
        "{0}: there are no {1}, it has {2}: {3}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0216.md");

    public static readonly DiagnosticDescriptor SliceOfFlattenedMap = new(
        "CNN0217",
        "A flattened map has no slice",
        "{0}: the units of a flattened map have the order of the weights file: slice the map's channels above [Flatten]",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0217.md");

    public static readonly DiagnosticDescriptor PadsLeaveNothing = new(
        "CNN0218",
        "The pads leave nothing of the output",
        "{0}: its pads of {1} leave nothing of {2} that its kernel reaches: pad by at most {3} in all",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0218.md");

    public static readonly DiagnosticDescriptor CountsDiffer = new(
        "CNN0219",
        "A reshaped tensor keeps its elements",
        "{0}: {1} elements do not make a map of {2}, which has {3}: make height x width x channels {1}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0219.md");

    public static readonly DiagnosticDescriptor WhatALayerGives = new(
        "CNN0220",
        "What a layer gives",
        "'{0}' ({1}): {2}",
        Category.Shapes,
        DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0220.md");

    public static readonly DiagnosticDescriptor BiasBeforeBatchNorm = new(
        "CNN0221",
        "The bias before a BatchNorm adds nothing that BatchNorm's shift does not",
        "{0}: BatchNorm '{1}' subtracts each {2}'s mean, and this layer's {3} with it: set UseBias = false before training; a file trained with a bias needs it",
        Category.Shapes,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0221.md");

    public static readonly DiagnosticDescriptor CropLeavesNothing = new(
        "CNN0222",
        "The crop leaves nothing of the map",
        "{0}: cutting off {1} leaves nothing of its {2}: cut off at most {3}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0222.md");
}
