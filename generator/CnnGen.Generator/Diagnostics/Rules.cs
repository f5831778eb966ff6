using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>Every diagnostic. Each has a page in <c>generator/rules</c>.</summary>
internal static class Rules
{
    /// <summary>Where the pages are; the id and <c>.md</c> follow.</summary>
    private const string Help = "https://github.com/cnngen/cnngen/blob/main/generator/rules/";

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

    public static readonly DiagnosticDescriptor NormalizeBelowLayers = new(
        "CNN0013",
        "Normalize stands directly below the input",
        "{0}: Normalize prepares the network's input and stands directly below [Input]: move it there, or use [BatchNorm] here",
        Category.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0013.md");

    public static readonly DiagnosticDescriptor TooSmall = new(
        "CNN0101",
        "A size or count is too small",
        "{0}: {1} is {2}, but must be at least {3}",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0101.md");

    public static readonly DiagnosticDescriptor OutOfRange = new(
        "CNN0102",
        "A number is out of its range",
        "{0}: {1} is {2}, but must be {3}",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0102.md");

    public static readonly DiagnosticDescriptor PadsBesideSame = new(
        "CNN0103",
        "Explicit pads and Same exclude each other",
        "{0}: {1} = {2} stands beside Padding.Same, which works out the pads itself: remove {1}, or remove Padding = Padding.Same",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0103.md");

    public static readonly DiagnosticDescriptor UndefinedValue = new(
        "CNN0104",
        "An enum value is not defined",
        "{0}: {1} is {2}, which is none of {3}",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0104.md");

    public static readonly DiagnosticDescriptor InvalidName = new(
        "CNN0105",
        "A name is not valid",
        "{0}: Name is \"{1}\", but may hold only letters, digits, '_', '-', '.' and '/', and needs at least one letter or digit",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0105.md");

    public static readonly DiagnosticDescriptor NumbersForChannels = new(
        "CNN0106",
        "A list has another count than the channels",
        "{0}: {1} has {2} numbers for {3} channels: give one for each channel, or one for all",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0106.md");

    public static readonly DiagnosticDescriptor ColoursExpected = new(
        "CNN0107",
        "Only colours have a channel order",
        "{0}: ChannelOrder.BGR is for 3 channels (blue, green, red) or 4 (and alpha), not for {1}: remove it, or change the channels",
        Category.Arguments,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0107.md");

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
        "{0}: {1} pieces do not divide its {2} {3}, {4} would be left over: choose a divisor of {2}",
        Category.Shapes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0206.md");

    public static readonly DiagnosticDescriptor PadCoversWindow = new(
        "CNN0207",
        "The pad is as large as the pool",
        "{0}: {1} is {2} with a pool of {3}, so a window would hold no real pixel: pad by at most {4}",
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
        "{0}: {1} groups do not divide its {2} {3}, {4} would be left over: {5}",
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
        "A layer reads what is made of its own output",
        "{0}: '{1}' is made of this layer's own output ({2}), and a network has no loops: read a layer above",
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
        "Nobody reads the layer's output",
        "'{0}' ({1}): no layer reads its output, so it is left out of the network: read it by its name, or remove it",
        Category.Shapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0214.md");

    public static readonly DiagnosticDescriptor ChannelsDoNotDivide = new(
        "CNN0215",
        "The channels cannot be shared out evenly",
        "{0}: {1} do not divide its {2} channels, {3} would be left over: change the layer above, or choose a divisor",
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
        "A reshaped tensor keeps its numbers",
        "{0}: {1} numbers do not make a map of {2}, which has {3}: make height x width x channels {1}",
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

    public static readonly DiagnosticDescriptor TensorMissing = new(
        "CNN0301",
        "The weights file lacks a tensor",
        "{0}: {1} has no {2}: {3}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0301.md");

    public static readonly DiagnosticDescriptor TensorMisshapen = new(
        "CNN0302",
        "A tensor of the weights file has another shape",
        "{0}: it wants {1}: {2}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0302.md");

    public static readonly DiagnosticDescriptor TensorUnreadable = new(
        "CNN0303",
        "A tensor of the weights file has a type that is not read",
        "{0}: '{1}' of {2} is of the type {3}, and F32, F16, BF16 and F64 are read: save it as one of these",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0303.md");

    public static readonly DiagnosticDescriptor WeightsTorn = new(
        "CNN0304",
        "The weights file cannot be read",
        "{0}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0304.md");

    public static readonly DiagnosticDescriptor NoSuchNetwork = new(
        "CNN0305",
        "A weights file is for no network",
        "CnnGenWeights '{0}': {1}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0305.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WeightsNotListed = new(
        "CNN0306",
        "The project does not have the weights file",
        "Network '{0}' cannot be checked against '{1}': {2}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0306.md");

    public static readonly DiagnosticDescriptor WeightsNotFound = new(
        "CNN0307",
        "There is no such weights file",
        "{0}",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0307.md");

    public static readonly DiagnosticDescriptor TensorIgnored = new(
        "CNN0308",
        "A layer leaves out a tensor of its name",
        "{0}: it does not read '{1}' {2} of {3}: {4}",
        Category.Weights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0308.md");

    public static readonly DiagnosticDescriptor TensorsUnused = new(
        "CNN0309",
        "No layer reads a tensor of the weights file",
        "Network '{0}' leaves {1} of the tensors of {2} unread: {3}; a layer that is to read one takes its name with Name",
        Category.Weights,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0309.md");

    public static readonly DiagnosticDescriptor TwoResources = new(
        "CNN0310",
        "Two weights files are embedded for one network",
        "Network '{0}' has two embedded weights files, '{1}' and '{2}', and Load() can read one only: remove Embed=\"true\" from the other",
        Category.Weights,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0310.md");

    public static readonly DiagnosticDescriptor TooManyWeights = new(
        "CNN0401",
        "The network has more weights than an array can hold",
        "{0}: it needs {1} weights, which takes the network to {2} numbers where an array holds {3}: make the layer smaller, or pool above it",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0401.md");

    public static readonly DiagnosticDescriptor TensorTooLarge = new(
        "CNN0402",
        "A tensor is larger than an array can hold",
        "{0}: a tensor of {1} takes {2} numbers in memory, padding included, and at most {3} fit: {4}",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0402.md");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = new(
        "CNN0403",
        "Generated code uses pointers",
        "The code of network '{0}' uses pointers, which this project forbids: remove <AllowUnsafeBlocks>false</AllowUnsafeBlocks> from the project (the package sets it to true)",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0403.md");

    public static readonly DiagnosticDescriptor GeneratedConstant = new(
        "CNN0404",
        "An argument cannot be a generated constant",
        "Network '{0}' cannot be generated, because '{1}' is itself generated, or made of what is, and no generator sees that: write its value",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0404.md");

    public static readonly DiagnosticDescriptor TooManyParameters = new(
        "CNN0405",
        "The network has more parameters than its budget",
        "Network '{0}' has {1} parameters, but MaxParameters allows {2}; most are in {3}: make them smaller, or raise MaxParameters",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0405.md");

    public static readonly DiagnosticDescriptor TooManyMultiplyAdds = new(
        "CNN0406",
        "The network multiplies more than its budget",
        "Network '{0}' takes {1} multiply-adds, but MaxMultiplyAdds allows {2}; most are in {3}: make them smaller, or raise MaxMultiplyAdds",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0406.md");

    public static readonly DiagnosticDescriptor ArenaTooLarge = new(
        "CNN0407",
        "The arena is larger than its budget",
        "The arena of network '{0}' takes {1} bytes, but MaxArenaBytes allows {2}; the largest buffers are those of {3}: make them smaller, or raise MaxArenaBytes",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0407.md");

    public static readonly DiagnosticDescriptor WeightsTooLarge = new(
        "CNN0408",
        "The packed weights are larger than their budget",
        "The packed weights of network '{0}' take {1} bytes, but MaxWeightBytes allows {2}; most are those of {3}: make them smaller, or raise MaxWeightBytes",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0408.md");

    public static readonly DiagnosticDescriptor NotOptimised = new(
        "CNN0410",
        "The build is not optimised",
        "Network '{0}' runs many times slower in this build, whose code is not optimised: set <CnnGenOptimize>true</CnnGenOptimize> in the project to run it at full speed here too, or false to hide this",
        Category.Budgets,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0410.md");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial,
        Generic,
        LayerOnAnotherPart,
        NoInput,
        NoLayers,
        ContainerNotPartial,
        CannotBeCreated,
        FileLocal,
        OwnConstructor,
        LayerAboveInput,
        MemberName,
        MemberTaken,
        NormalizeBelowLayers,
        TooSmall,
        OutOfRange,
        PadsBesideSame,
        UndefinedValue,
        InvalidName,
        NumbersForChannels,
        ColoursExpected,
        KernelTooLarge,
        PoolTooLarge,
        DenseOnMap,
        MapLayerOnFlat,
        DuplicateName,
        PiecesDoNotDivide,
        PadCoversWindow,
        Unread,
        GroupsDoNotDivide,
        UnknownName,
        UsedBeforeMade,
        Cycle,
        ShapesDoNotJoin,
        UnreadOutput,
        ChannelsDoNotDivide,
        SliceBeyond,
        SliceOfFlattenedMap,
        PadsLeaveNothing,
        CountsDiffer,
        WhatALayerGives,
        BiasBeforeBatchNorm,
        CropLeavesNothing,
        TensorMissing,
        TensorMisshapen,
        TensorUnreadable,
        WeightsTorn,
        NoSuchNetwork,
        WeightsNotListed,
        WeightsNotFound,
        TensorIgnored,
        TensorsUnused,
        TwoResources,
        TooManyWeights,
        TensorTooLarge,
        UnsafeNotAllowed,
        GeneratedConstant,
        TooManyParameters,
        TooManyMultiplyAdds,
        ArenaTooLarge,
        WeightsTooLarge,
        NotOptimised,
    ];

    private static class Category
    {
        public const string Declaration = "CnnGen.Declaration";
        public const string Arguments = "CnnGen.Arguments";
        public const string Shapes = "CnnGen.Shapes";
        public const string Weights = "CnnGen.Weights";
        public const string Budgets = "CnnGen.Budgets";
    }
}
