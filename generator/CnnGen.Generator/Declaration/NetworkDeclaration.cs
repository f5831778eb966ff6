using System.Globalization;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Declaration;

/// <summary>What the user wrote, without symbols, syntax or locations: equal whenever the network is the same.</summary>
/// <param name="Type">The class.</param>
/// <param name="Attributes">
/// <c>[Input]</c> first, then the layers in source order, then what is no layer of the network: layer attributes that stand where none
/// may, and the <c>[Budget]</c>.
/// A <see cref="Fault"/> names an attribute by its index here.
/// </param>
/// <param name="MisplacedCount">How many of the last attributes are no layers of the network.</param>
/// <param name="Budget">The index of the <c>[Budget]</c>, or <see cref="NoBudget"/>.</param>
/// <param name="AllowsWinograd">False under <c>[DisableWinograd]</c>.</param>
/// <param name="SelfTest">What <c>[SelfTest]</c> says, where it stands.</param>
/// <param name="Faults">What is wrong with the class itself or with where its attributes stand.</param>
internal sealed record NetworkDeclaration(
    TypeDeclaration Type,
    EquatableArray<AttributeDeclaration> Attributes,
    int MisplacedCount,
    int Budget,
    bool AllowsWinograd,
    SelfTest? SelfTest,
    EquatableArray<Fault> Faults)
{
    public const int NoBudget = -1;

    /// <summary>The files that its <c>[Weights]</c> name.</summary>
    public EquatableArray<NamedWeights> Weights { get; init; }

    /// <summary>The weights file that is a resource of the assembly; null where there is none. Declarations do not know of it: the build does.</summary>
    public EmbeddedWeights? Embedded { get; init; }

    public AttributeDeclaration Input => Attributes[0];

    public int LayerCount => Attributes.Count - 1 - MisplacedCount;
}

/// <summary>The files of a network's self-test.</summary>
internal sealed record SelfTest(string Vector, string Weights);

/// <summary>A file that <c>[Weights]</c> names.</summary>
/// <param name="Layout">Null where it is not given.</param>
internal sealed record NamedWeights(string Path, WeightLayout? Layout);

/// <summary>Weights that are a resource of the assembly.</summary>
internal sealed record EmbeddedWeights(string Resource, WeightLayout Layout);

/// <summary>The class to extend, and the types around it from the outside in.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Nesting">Each type's declaration (<c>class Outer</c>, <c>record Net</c>), the network's own last.</param>
/// <param name="Name">The class's simple name as C# writes it: with <c>@</c> where it could be a keyword.</param>
/// <param name="Reference">How code refers to the class, wherever it stands: <c>global::</c> and the full name.</param>
/// <param name="FullName">The full name, fit for a hint name.</param>
/// <param name="IsDerived">Whether it has a base class, whose members the generated ones may hide.</param>
/// <param name="TakenNames">Names of generated members that the class cannot have, because the user's code has them already.</param>
/// <param name="CanBeExtended">
/// False where a second part would be an error, or no second part can have the members, as for a class local to its file: the compiler
/// stops at such errors, and the analyzer's words would not be seen.
/// </param>
internal sealed record TypeDeclaration(
    string Namespace,
    EquatableArray<string> Nesting,
    string Name,
    string Reference,
    string FullName,
    bool IsDerived,
    EquatableArray<string> TakenNames,
    bool CanBeExtended)
{
    /// <summary>Whether the class has a <c>Load()</c> of its own.</summary>
    public bool HasLoad { get; init; }

    /// <summary>The signatures of the generated methods that override one of a base class.</summary>
    public EquatableArray<string> Overridden { get; init; }

    /// <summary>The modifier of the generated method of a signature, where it overrides another.</summary>
    public string Override(string signature) => Overridden.Contains(signature) ? "override " : "";

    /// <summary>The class as files that add no member to it need it.</summary>
    public TypeDeclaration WithoutMembers()
        => this with { TakenNames = EquatableArray<string>.Empty, HasLoad = false, Overridden = EquatableArray<string>.Empty };

    /// <summary>The class's simple name as people read it.</summary>
    public string DisplayName => Name.TrimStart('@');
}

/// <summary>One attribute: its kind (<c>Conv2D</c>) and the arguments that the user gave.</summary>
internal sealed record AttributeDeclaration(string Kind, EquatableArray<Argument> Arguments)
{
    public Argument? Find(string name)
    {
        foreach (Argument argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }
}

/// <summary>
/// An argument by its parameter's or property's name. Whole numbers, enums and booleans are numbers too; an array's is its length.
/// </summary>
internal sealed record Argument(string Name, double Number, string? Text)
{
    /// <summary>What an array's element is called.</summary>
    public static string Element(string array, int place) => $"{array}[{place}]";

    /// <summary>The name of an array's element, taken apart.</summary>
    public static (string Array, int Place) Parts(string element)
    {
        int bracket = element.IndexOf('[');
        return bracket < 0 ? (element, 0) : (element.Substring(0, bracket), int.Parse(element.Substring(bracket + 1).TrimEnd(']'), CultureInfo.InvariantCulture));
    }
}
