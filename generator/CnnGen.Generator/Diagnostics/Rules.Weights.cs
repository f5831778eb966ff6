using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <content>What a file of weights must hold: CNN0301 to CNN0399.</content>
internal static partial class Rules
{
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
}
