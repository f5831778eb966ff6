using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>Reports, as one types, what the generator could not turn into a network. It asks the generator's own stages.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>How many constants that are made of one another are followed.</summary>
    private const int MostSteps = 5;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(DeclarationReader.InputAttribute) is not null)
            {
                WeightsReport weights = new(start.Options, start.CancellationToken);
                start.RegisterSymbolAction(symbol => Analyze(symbol, weights), SymbolKind.NamedType);
                start.RegisterCompilationEndAction(weights.ReportFilesOfNoNetwork);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, WeightsReport weights)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        ReportOnTypeAround(context, type);
        if (DeclarationReader.Read(type, out ImmutableArray<AttributeData> sites) is not { } declaration)
        {
            ReportNoInput(context, type);

            return;
        }

        if (OwnConstant(context, type, sites) is { } own)
        {
            ReportGeneratedConstant(context, type, own);
            return;
        }

        ShapedNetwork network = ShapeInference.Infer(declaration);

        // Once there are weights, it is too late to train without the bias.
        bool isTrained = weights.HasFileOf(declaration);
        IEnumerable<Fault> faults = network.Faults.Where(fault => TypeAround(type, fault) is null && !(isTrained && fault.Rule == Rules.BiasBeforeBatchNorm));
        foreach (Fault fault in faults.Concat(Budget.Check(declaration, network)))
        {
            Report(context, fault, PlaceOf(fault));
        }

        ReportLayers(context, network, sites);
        weights.Report(context.ReportDiagnostic, type, declaration, network, PlaceOf);
        if (network.IsValid || !network.Faults.Any())
        {
            ReportGeneratedConstants(context, type, sites);
        }

        if (network.IsValid && context.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            Report(context, Fault.InClass(Rules.UnsafeNotAllowed, type.Name), Places.OfClass(sites[0]));
        }

        // The package's targets decide: they know the project's wish.
        if (network.IsValid && context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.CnnGenTellsOfDebug", out string? tells) && tells == "true")
        {
            Report(context, Fault.InClass(Rules.NotOptimised, type.Name), Places.OfClass(sites[0]));
        }

        Location? PlaceOf(Fault fault) => fault.Attribute == Fault.OnClass ? Places.OfClass(sites[0]) : Places.Of(sites[fault.Attribute], fault.Argument);
    }

    /// <summary>Layers without an input, or what is said about a network without one: nothing is generated, and nothing checked.</summary>
    private static void ReportNoInput(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = type.TypeKind == TypeKind.Class ? type.GetAttributes() : [];
        AttributeData? layer = attributes.FirstOrDefault(DeclarationReader.IsLayer);
        if ((layer ?? attributes.FirstOrDefault(DeclarationReader.IsAboutNetwork)) is { } first)
        {
            string what = layer is null ? $"[{DeclarationReader.Kind(first)}]" : "layers";
            context.ReportDiagnostic(Diagnostic.Create(Rules.NoInput, Places.OfClass(first) ?? type.Locations[0], type.Name, what));
        }
    }

    /// <summary>What each layer gives, down to the first mistake: hidden, for editors and for who asks.</summary>
    private static void ReportLayers(SymbolAnalysisContext context, ShapedNetwork network, ImmutableArray<AttributeData> sites)
    {
        int known = network.ValidPrefix;
        for (int i = 0; i < known; i++)
        {
            ShapedLayer layer = network.Layers[i];
            Location? place = Places.Of(sites[i + 1], argument: null);
            context.ReportDiagnostic(Diagnostic.Create(Rules.WhatALayerGives, place, layer.Name, layer.Kind, Formulas.Describe(layer)));
        }
    }

    /// <summary>Another network's constant has its value here, but had none when this network was generated.</summary>
    private static void ReportGeneratedConstants(SymbolAnalysisContext context, INamedTypeSymbol type, ImmutableArray<AttributeData> sites)
    {
        if (!HasCode(type) && Arguments(sites, context.CancellationToken).FirstOrDefault(expression => IsGenerated(expression, context, MostSteps)) is { } argument)
        {
            ReportGeneratedConstant(context, type, argument);
        }
    }

    private static void ReportGeneratedConstant(SymbolAnalysisContext context, INamedTypeSymbol type, ExpressionSyntax argument)
        => context.ReportDiagnostic(Diagnostic.Create(Rules.GeneratedConstant, argument.GetLocation(), type.Name, argument.ToString()));

    /// <summary>An argument made of the network's own constants: they are zeros, and whatever is said of those would mislead.</summary>
    private static ExpressionSyntax? OwnConstant(SymbolAnalysisContext context, INamedTypeSymbol type, ImmutableArray<AttributeData> sites)
        => HasCode(type) ? null : Arguments(sites, context.CancellationToken).FirstOrDefault(expression => expression.DescendantNodesAndSelf()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(member => GeneratedMembers.Constants.Contains(member.Name.Identifier.ValueText)
                && NameOf(member.Expression) == type.Name));

    /// <summary>The last part of a type's name; null where the expression is none, as one may type it.</summary>
    private static string? NameOf(ExpressionSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether its generated constants are more than zeros.</summary>
    private static bool HasCode(INamedTypeSymbol type)
        => type.GetMembers(GeneratedMembers.Constants[0]).OfType<IFieldSymbol>().Any(length => length.ConstantValue is > 0);

    private static IEnumerable<ExpressionSyntax> Arguments(ImmutableArray<AttributeData> sites, CancellationToken cancellation)
        => sites
            .Select(site => site.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .OfType<AttributeSyntax>()
            .SelectMany(site => site.ArgumentList?.Arguments ?? default)
            .Select(site => site.Expression);

    /// <summary>Whether a generated constant is in the expression, or in what a constant in it is made of, up to some steps away.</summary>
    private static bool IsGenerated(ExpressionSyntax expression, SymbolAnalysisContext context, int steps)
        => expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).Any(name =>
            GeneratedMembers.Constants.Contains(name)
            || (steps > 0 && context.Compilation.GetSymbolsWithName(name, SymbolFilter.Member, context.CancellationToken)
                .OfType<IFieldSymbol>()
                .Where(field => field.IsConst)
                .SelectMany(field => field.DeclaringSyntaxReferences)
                .Select(place => place.GetSyntax(context.CancellationToken))
                .OfType<VariableDeclaratorSyntax>()
                .Any(constant => constant.Initializer is { } made && IsGenerated(made.Value, context, steps - 1))));

    private static void Report(SymbolAnalysisContext context, Fault fault, Location? place)
        => context.ReportDiagnostic(Diagnostic.Create(fault.Rule, place, Properties(fault), [.. fault.Values]));

    private static ImmutableDictionary<string, string?> Properties(Fault fault)
        => fault.Hints.ToImmutableDictionary(hint => hint.Name, hint => (string?)hint.Value);

    /// <summary>
    /// Reports what the type does to networks inside it. While one types, an editor shows only what an action reports on its own symbol,
    /// so that such a fault is reported when the type around comes up, and not the network.
    /// </summary>
    private static void ReportOnTypeAround(SymbolAnalysisContext context, INamedTypeSymbol outer)
    {
        foreach (INamedTypeSymbol network in Inside(outer).Where(inner => DeclarationReader.Read(inner, out _) is not null))
        {
            foreach (Fault fault in ClassFaults.Of(network).Where(fault => SymbolEqualityComparer.Default.Equals(TypeAround(network, fault), outer)))
            {
                Report(context, fault, outer.Locations[0]);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Inside(INamedTypeSymbol outer)
        => outer.GetTypeMembers().SelectMany(inner => Inside(inner).Prepend(inner));

    /// <summary>The type around the network that a fault is of; null where it is of the network itself.</summary>
    private static INamedTypeSymbol? TypeAround(INamedTypeSymbol network, Fault fault)
    {
        if (fault.Rule != Rules.ContainerNotPartial && fault.Rule != Rules.Generic && fault.Rule != Rules.FileLocal)
        {
            return null;
        }

        INamedTypeSymbol? outer = network.ContainingType;
        while (outer is not null && (outer.Name != fault.Values[1] || outer.Name == network.Name))
        {
            outer = outer.ContainingType;
        }

        return outer;
    }
}
