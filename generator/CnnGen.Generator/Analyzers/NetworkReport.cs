using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// What is wrong with a compilation's networks. The analyzer reports it as one types; where a build runs no analyzers, the generator does.
/// </summary>
/// <param name="options">The options of the whole compilation, with the properties that the package's targets hand to the compiler.</param>
/// <param name="files">The additional files, among them the lists of weights files.</param>
/// <param name="seesGeneratedCode">Whether the compilation has the members that the generator adds.</param>
internal sealed class NetworkReport(Compilation compilation, AnalyzerConfigOptions options, ImmutableArray<AdditionalText> files, bool seesGeneratedCode)
{
    /// <summary>The package's targets set it in a build whose compiler is told to skip all analyzers.</summary>
    private const string SkippedAnalyzers = "cnngen_analyzers_are_skipped";

    private readonly WeightsReport _weights = new(files);

    /// <summary>Whether this build runs no analyzers, so that the generator must report the errors.</summary>
    public static bool AnalyzersAreSkipped(AnalyzerConfigOptions options) => options.TryGetValue(SkippedAnalyzers, out string? skipped) && skipped == "true";

    /// <summary>Reports all errors, and errors only, as a build without analyzers does.</summary>
    public void ReportErrors(Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            Report(type, ReportError, cancellation);
        }

        ReportFilesOfNoNetwork(ReportError, cancellation);

        void ReportError(Diagnostic diagnostic)
        {
            if (diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            {
                report(diagnostic);
            }
        }
    }

    /// <summary>Reports the project's weights files that no network has.</summary>
    public void ReportFilesOfNoNetwork(Action<Diagnostic> report, CancellationToken cancellation) => _weights.ReportFilesOfNoNetwork(compilation, report, cancellation);

    /// <summary>Reports what a type is at fault for: its own network, or what it does to networks inside it.</summary>
    public void Report(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        ReportOnTypeAround(report, type);
        if (DeclarationReader.Read(type, cancellation, out ImmutableArray<AttributeData> sites) is not { } declaration)
        {
            ReportNoInput(report, type);

            return;
        }

        ShapedNetwork network = ShapeInference.Infer(declaration, cancellation);
        GeneratedConstants constants = new(compilation, sites, cancellation);
        bool hasCode = seesGeneratedCode ? GeneratedConstants.AreIn(type) : network.IsValid;
        if (!hasCode && constants.OwnOf(type) is { } own)
        {
            report(Diagnostic.Create(Rules.GeneratedConstant, own.GetLocation(), type.Name, own.ToString()));
            return;
        }

        // Once there are weights, it is too late to train without the bias.
        bool isTrained = _weights.HasFileOf(declaration, cancellation);
        IEnumerable<Fault> faults = network.Faults.Where(fault => TypeAround(type, fault) is null && !(isTrained && fault.Rule == Rules.BiasBeforeBatchNorm));
        foreach (Fault fault in faults.Concat(Budget.Check(declaration, network, cancellation)))
        {
            ReportFault(report, fault, PlaceOf(fault));
        }

        ReportLayers(report, network, sites);
        _weights.Report(report, type, declaration, network, PlaceOf, cancellation);

        // Another network's constant has its value here, but had none when this network was generated.
        if (!hasCode && (network.IsValid || !network.Faults.Any()) && constants.Any() is { } argument)
        {
            report(Diagnostic.Create(Rules.GeneratedConstant, argument.GetLocation(), type.Name, argument.ToString()));
        }

        if (network.IsValid)
        {
            ReportCompilation(report, type, sites[0]);
        }

        Location? PlaceOf(Fault fault) => fault.Attribute == Fault.OnClass ? Places.OfClass(sites[0]) : Places.Of(sites[fault.Attribute], fault.Argument);
    }

    /// <summary>What the project's settings do to a network that is right.</summary>
    private void ReportCompilation(Action<Diagnostic> report, INamedTypeSymbol type, AttributeData input)
    {
        if (compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            ReportFault(report, Fault.InClass(Rules.UnsafeNotAllowed, type.Name), Places.OfClass(input));
        }

        if (compilation is CSharpCompilation { LanguageVersion: < NetworkGenerator.OldestLanguage and var version })
        {
            Fault fault = Fault.InClass(Rules.LanguageTooOld, type.Name, NetworkGenerator.OldestLanguage.ToDisplayString(), version.ToDisplayString());
            ReportFault(report, fault, Places.OfClass(input));
        }

        // The package's targets decide: they know the project's wish.
        if (options.TryGetValue("build_property.CnnGenTellsOfDebug", out string? tells) && tells == "true")
        {
            ReportFault(report, Fault.InClass(Rules.NotOptimised, type.Name), Places.OfClass(input));
        }
    }

    /// <summary>Layers without an input, or what is said about a network without one: nothing is generated, and nothing checked.</summary>
    private static void ReportNoInput(Action<Diagnostic> report, INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = type.TypeKind == TypeKind.Class ? type.GetAttributes() : [];
        AttributeData? layer = attributes.FirstOrDefault(KnownAttribute.Layer.IsBaseOf);
        if ((layer ?? attributes.FirstOrDefault(DeclarationReader.IsAboutNetwork)) is { } first)
        {
            string what = layer is null ? $"[{KnownAttribute.Kind(first)}]" : "layers";
            report(Diagnostic.Create(Rules.NoInput, Places.OfClass(first) ?? type.Locations[0], type.Name, what));
        }
    }

    /// <summary>What each layer gives, down to the first mistake: hidden, for editors and for who asks.</summary>
    private static void ReportLayers(Action<Diagnostic> report, ShapedNetwork network, ImmutableArray<AttributeData> sites)
    {
        int known = network.ValidPrefix;
        for (int i = 0; i < known; i++)
        {
            ShapedLayer layer = network.Layers[i];
            Location? place = Places.Of(sites[i + 1], argument: null);
            report(Diagnostic.Create(Rules.WhatALayerGives, place, layer.Name, layer.Kind, Formulas.Describe(layer)));
        }
    }

    private static void ReportFault(Action<Diagnostic> report, Fault fault, Location? place)
        => report(Diagnostic.Create(fault.Rule, place, fault.Hints.ToImmutableDictionary(hint => hint.Name, hint => (string?)hint.Value), [.. fault.Values]));

    /// <summary>
    /// Reports what the type does to networks inside it. While one types, an editor shows only what an action reports on its own symbol,
    /// so that such a fault is reported when the type around comes up, and not the network.
    /// </summary>
    private static void ReportOnTypeAround(Action<Diagnostic> report, INamedTypeSymbol outer)
    {
        foreach (INamedTypeSymbol network in Inside(outer).Where(inner => DeclarationReader.InputOf(inner) is not null))
        {
            foreach (Fault fault in ClassFaults.Of(network).Where(fault => SymbolEqualityComparer.Default.Equals(TypeAround(network, fault), outer)))
            {
                ReportFault(report, fault, outer.Locations[0]);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space)
        => space.GetTypeMembers().SelectMany(type => Inside(type).Prepend(type)).Concat(space.GetNamespaceMembers().SelectMany(Types));

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
