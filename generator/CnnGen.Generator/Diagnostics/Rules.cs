using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>Every diagnostic, parted by category. Each has a page in <c>generator/rules</c>.</summary>
internal static partial class Rules
{
    /// <summary>Where the pages are; the id and <c>.md</c> follow.</summary>
    private const string Help = "https://github.com/cnngen/cnngen/blob/main/generator/rules/";

    /// <summary>All of them. Lazy: the order of static initialisers across partial files is undefined.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All =>
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
        AbstractMember,
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
        LanguageTooOld,
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
