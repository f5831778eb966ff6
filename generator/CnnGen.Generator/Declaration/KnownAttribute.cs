using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>
/// An attribute of the runtime by its symbol's name and namespace, as Roslyn finds it by its metadata name. Nothing is allocated for the
/// comparison: it is made for every attribute of every class, at each key.
/// </summary>
internal sealed class KnownAttribute
{
    private const string Space = "CnnGen";
    private const string Suffix = "Attribute";

    private readonly string _name;

    private KnownAttribute(string kind) => _name = kind + Suffix;

    public static KnownAttribute Input { get; } = new("Input");

    public static KnownAttribute DisableWinograd { get; } = new("DisableWinograd");

    public static KnownAttribute Budget { get; } = new("Budget");

    public static KnownAttribute SelfTest { get; } = new("SelfTest");

    public static KnownAttribute Weights { get; } = new("Weights");

    /// <summary>What all layers derive from.</summary>
    public static KnownAttribute Layer { get; } = new("Layer");

    /// <summary>The full name in an assembly's metadata.</summary>
    public string MetadataName => $"{Space}.{_name}";

    /// <summary>Whether the attribute is of this class.</summary>
    public bool Is(AttributeData attribute) => Is(attribute.AttributeClass);

    /// <summary>Whether the attribute is of a class that derives from this one.</summary>
    public bool IsBaseOf(AttributeData attribute)
    {
        INamedTypeSymbol? type = attribute.AttributeClass?.BaseType;
        while (type is not null && !Is(type))
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    /// <summary>The attribute's name as one writes it.</summary>
    public static string Kind(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private bool Is(INamedTypeSymbol? type)
        => type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: Space, ContainingNamespace.IsGlobalNamespace: true } } && type.Name == _name;
}
