using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>A mistake, and where it sits: the analyzer turns it into a diagnostic on the argument.</summary>
/// <param name="Rule">The diagnostic.</param>
/// <param name="Attribute">The attribute's index in <see cref="NetworkDeclaration.Attributes"/>, or <see cref="OnClass"/>.</param>
/// <param name="Argument">The argument's name, or null for the attribute (or class) as a whole.</param>
/// <param name="Values">The values of the message's placeholders.</param>
internal sealed record Fault(DiagnosticDescriptor Rule, int Attribute, string? Argument, EquatableArray<string> Values)
{
    public const int OnClass = -1;

    /// <summary>Suggested edits; empty if no single edit fixes it.</summary>
    public EquatableArray<Hint> Hints { get; init; }

    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;

    public static Fault InClass(DiagnosticDescriptor rule, params string[] values) => new(rule, OnClass, null, values.ToEquatableArray());

    public static Fault InAttribute(DiagnosticDescriptor rule, int attribute, params string[] values)
        => new(rule, attribute, null, values.ToEquatableArray());
}
