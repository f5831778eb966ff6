using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <content>What a network and its build may cost: CNN0401 to CNN0499.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor TooManyWeights = new(
        "CNN0401",
        "The network has more weights than an array can hold",
        "{0}: it needs {1} weights, which takes the network to {2} elements where an array holds {3}: make the layer smaller, or pool above it",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0401.md");

    public static readonly DiagnosticDescriptor TensorTooLarge = new(
        "CNN0402",
        "A tensor is larger than an array can hold",
        "{0}: a tensor of {1} takes {2} elements in memory, padding included, and at most {3} fit: {4}",
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

    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "CNN0412",
        "Generated code needs a newer C#",
        "The code of network '{0}' needs C# {1} or newer, but this project is compiled as C# {2}: remove <LangVersion> from the project, or set it to {1} or newer",
        Category.Budgets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CNN0412.md");

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
}
