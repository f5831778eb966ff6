using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <content>What an argument may be, whatever the shapes: CNN0101 to CNN0199.</content>
internal static partial class Rules
{
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
        "{0}: {1} = {2} stands beside Padding.Same, which computes the pads itself: remove {1}, or remove Padding = Padding.Same",
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
        "{0}: Name is \"{1}\", but may hold only letters, digits, '_', '-', '.' and '/', needs at least one letter or digit, and may have at most {2} characters",
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
}
