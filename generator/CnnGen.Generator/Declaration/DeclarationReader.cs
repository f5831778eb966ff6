using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>Reads a class's attributes from its symbol. Nothing after this stage sees Roslyn's symbols.</summary>
internal static class DeclarationReader
{
    private static readonly KnownAttribute[] _aboutNetwork = [KnownAttribute.Budget, KnownAttribute.DisableWinograd, KnownAttribute.SelfTest, KnownAttribute.Weights];

    /// <summary>Reads a marked class for the generator; null where this part of it is not the one that counts.</summary>
    public static NetworkDeclaration? Read(GeneratorAttributeSyntaxContext marked, CancellationToken cancellation)
    {
        NetworkDeclaration? network = Read((INamedTypeSymbol)marked.TargetSymbol, cancellation, out ImmutableArray<AttributeData> sites);

        // A second [Input], on another part, is the compiler's error. It must not become a second network.
        return network is not null
            && sites[0].ApplicationSyntaxReference is { } input
            && input.SyntaxTree == marked.TargetNode.SyntaxTree
            && marked.TargetNode.Span.Contains(input.Span) ? network : null;
    }

    /// <summary>
    /// Reads the network that <paramref name="type"/> declares. <paramref name="sites"/> are the attributes' places, parallel to
    /// <see cref="NetworkDeclaration.Attributes"/>. Null where the type is no class with an <c>[Input]</c>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The user typed on, and nobody waits for the declaration.</exception>
    public static NetworkDeclaration? Read(INamedTypeSymbol type, CancellationToken cancellation, out ImmutableArray<AttributeData> sites)
    {
        sites = [];
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        if (InputOf(type) is not { ApplicationSyntaxReference: { } marked } input)
        {
            return null;
        }

        ILookup<bool, AttributeData> layers = attributes
            .Where(attribute => KnownAttribute.Layer.IsBaseOf(attribute) || (IsUnknown(attribute) && OnSamePart(attribute, marked) && Start(attribute) > Start(input)))
            .ToLookup(layer => OnSamePart(layer, marked));
        AttributeData[] ordered = [.. layers[true].OrderBy(Start)];
        AttributeData[] strays = [.. layers[false]];
        AttributeData[] budget = [.. attributes.Where(KnownAttribute.Budget.Is).Take(1)];
        sites = [input, .. ordered, .. strays, .. budget];

        List<Fault> faults = [.. ClassFaults.Of(type)];
        if (ordered.Length == 0 && strays.Length == 0)
        {
            faults.Add(Fault.InClass(Rules.NoLayers, type.Name));
        }

        for (int i = 1; i < sites.Length - budget.Length; i++)
        {
            if (i > ordered.Length)
            {
                faults.Add(Fault.InAttribute(Rules.LayerOnAnotherPart, i, KnownAttribute.Kind(sites[i]), type.Name));
            }
            else if (Start(sites[i]) < marked.Span.Start)
            {
                faults.Add(Fault.InAttribute(Rules.LayerAboveInput, i, KnownAttribute.Kind(sites[i]), type.Name));
            }
        }

        return new NetworkDeclaration(
            TypeOf(type),
            sites.Select(site =>
            {
                cancellation.ThrowIfCancellationRequested();
                return new AttributeDeclaration(KnownAttribute.Kind(site), Arguments(site).ToEquatableArray());
            }).ToEquatableArray(),
            strays.Length + budget.Length,
            budget.Length > 0 ? sites.Length - 1 : NetworkDeclaration.NoBudget,
            !attributes.Any(KnownAttribute.DisableWinograd.Is),
            attributes.Where(KnownAttribute.SelfTest.Is).Select(SelfTestOf).FirstOrDefault(),
            faults.ToEquatableArray())
        {
            Weights = Weights(type).Select(WeightsOf).ToEquatableArray(),
        };
    }

    /// <summary>The <c>[Input]</c> that makes a class a network; null where the type is none.</summary>
    public static AttributeData? InputOf(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Class && type.GetAttributes().FirstOrDefault(KnownAttribute.Input.Is) is { ApplicationSyntaxReference: not null } input ? input : null;

    /// <summary>The class's <c>[Weights]</c>, parallel to <see cref="NetworkDeclaration.Weights"/>.</summary>
    public static IEnumerable<AttributeData> Weights(INamedTypeSymbol type)
        => type.GetAttributes().Where(KnownAttribute.Weights.Is);

    /// <summary>Whether the attribute says something about a network without being a layer of it.</summary>
    public static bool IsAboutNetwork(AttributeData attribute)
        => _aboutNetwork.Any(known => known.Is(attribute));

    /// <summary>Whether the attribute's name is misspelt or not finished yet. It may be going to be a layer.</summary>
    private static bool IsUnknown(AttributeData attribute) => attribute.AttributeClass is null or { TypeKind: TypeKind.Error };

    /// <summary>Null while one of the two files is not typed yet.</summary>
    private static SelfTest? SelfTestOf(AttributeData attribute)
    {
        AttributeDeclaration given = new(KnownAttribute.Kind(attribute), Arguments(attribute).ToEquatableArray());
        return (given.Find("vector")?.Text, given.Find("Weights")?.Text) is ({ } vector, { } weights) ? new SelfTest(vector, weights) : null;
    }

    private static NamedWeights WeightsOf(AttributeData attribute)
    {
        AttributeDeclaration given = new(KnownAttribute.Kind(attribute), Arguments(attribute).ToEquatableArray());
        return new NamedWeights(given.Find("path")?.Text ?? "", (WeightLayout?)(int?)given.Find("Layout")?.Number);
    }

    private static int Start(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;

    private static bool OnSamePart(AttributeData attribute, SyntaxReference marked)
        => attribute.ApplicationSyntaxReference is { } own
            && own.SyntaxTree == marked.SyntaxTree
            && own.GetSyntax().Parent?.Parent == marked.GetSyntax().Parent?.Parent;

    private static IEnumerable<Argument> Arguments(AttributeData attribute)
    {
        // While the user types, the constructor may not bind: its arguments are then simply not known.
        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            {
                foreach (Argument argument in Values(constructor.Parameters[i].Name, attribute.ConstructorArguments[i], isWanted: true))
                {
                    yield return argument;
                }
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            foreach (Argument argument in Values(named.Key, named.Value, isWanted: false))
            {
                yield return argument;
            }
        }
    }

    /// <summary>An argument; of an array, its length, then each element by its place.</summary>
    /// <param name="isWanted">Whether no value is a mistake: it is then an empty text, which is nothing's name.</param>
    private static IEnumerable<Argument> Values(string name, TypedConstant constant, bool isWanted)
        => constant is { Kind: TypedConstantKind.Array, IsNull: false }
            ? constant.Values.SelectMany((element, place) => Values(Argument.Element(name, place), element, isWanted)).Prepend(new Argument(name, constant.Values.Length, null))
            : Value(name, constant, isWanted) is { } argument ? [argument] : [];

    private static Argument? Value(string name, TypedConstant constant, bool isWanted) => constant switch
    {
        { Kind: TypedConstantKind.Error or TypedConstantKind.Array } => null,
        { IsNull: true } => isWanted ? new(name, 0, "") : null,
        { Value: string text } => new(name, 0, text),
        { Value: bool flag } => new(name, flag ? 1 : 0, null),
        { Value: int or long or double } => new(name, Convert.ToDouble(constant.Value), null),
        _ => null,
    };

    private static TypeDeclaration TypeOf(INamedTypeSymbol type)
    {
        List<INamedTypeSymbol> chain = [];
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            chain.Insert(0, current);
        }

        string space = Identifiers.Of(type.ContainingNamespace);
        string name = string.Join("+", chain.Select(outer => outer.MetadataName.Replace('`', '-')));
        return new TypeDeclaration(
            space,
            chain.Select(Header).ToEquatableArray(),
            Identifiers.Of(type),
            $"global::{string.Join(".", chain.Select(Identifiers.Of).Prepend(space).Where(part => part.Length > 0))}",
            space.Length == 0 ? name : $"{space.Replace("@", "")}.{name}",
            type.BaseType is { SpecialType: not SpecialType.System_Object },
            new[] { type.Name }.Where(GeneratedMembers.AreNamed).Concat(GeneratedMembers.Taken(type)).ToEquatableArray(),
            !type.IsStatic && chain.All(outer => !outer.IsFileLocal && ClassFaults.IsPartial(outer)))
        {
            HasLoad = GeneratedMembers.HasLoad(type),
            Overridden = BaseMembers.Overridden(type).ToEquatableArray(),
        };
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        return $"{keyword} {Identifiers.Of(type)}";
    }
}
