using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Analyzers;

/// <summary>Reports what is wrong with the weights files of a compilation's networks, as the build has listed them.</summary>
internal sealed class WeightsReport(ImmutableArray<AdditionalText> files)
{
    private const string Ending = ".safetensors";
    private static readonly char[] _separators = ['/', '.'];

    private readonly AdditionalText[] _listings = [.. files.Where(WeightsListing.Is)];
    private WeightsFile[]? _files;

    /// <summary>Whether the project has a weights file of the network.</summary>
    public bool HasFileOf(NetworkDeclaration network, CancellationToken cancellation) => NetworkWeights.Of(network, Files(cancellation)).Any();

    /// <summary>Reports what is wrong with a network's files. Their tensors are compared only where all shapes are known.</summary>
    /// <param name="placeOf">The place of a fault.</param>
    public void Report(Action<Diagnostic> report, INamedTypeSymbol type, NetworkDeclaration declaration, ShapedNetwork network, Func<Fault, Location?> placeOf, CancellationToken cancellation)
    {
        AttributeData[] attributes = [.. DeclarationReader.Weights(type)];
        for (int i = 0; i < attributes.Length; i++)
        {
            if (NotListed(declaration.Weights[i].Path, cancellation) is { } words)
            {
                report(Diagnostic.Create(Rules.WeightsNotListed, Places.Of(attributes[i], "path"), type.Name, declaration.Weights[i].Path, words));
            }
        }

        NetworkWeights[] used = [.. NetworkWeights.Of(declaration, Files(cancellation))];
        foreach (NetworkWeights weights in used)
        {
            if (weights.File.Fault.Length > 0)
            {
                Location? place = weights.Attribute >= 0 ? Places.Of(attributes[weights.Attribute], "path") : placeOf(Fault.InClass(Rules.WeightsTorn));
                report(Diagnostic.Create(weights.File.FaultCode == Rules.WeightsNotFound.Id ? Rules.WeightsNotFound : Rules.WeightsTorn, place, weights.File.Fault));
            }
            else if (network.IsValid)
            {
                foreach (Fault fault in WeightsCheck.Of(network, weights))
                {
                    report(Diagnostic.Create(fault.Rule, placeOf(fault), [.. fault.Values]));
                }
            }
        }

        if (used.Where(weights => weights.File.IsEmbedded).Take(2).ToArray() is [var first, var second])
        {
            Fault fault = Fault.InClass(Rules.TwoResources, type.Name, first.File.Path, second.File.Path);
            report(Diagnostic.Create(fault.Rule, placeOf(fault), [.. fault.Values]));
        }
        else if (declaration.Type.HasLoad && used.Any(weights => weights.File.IsEmbedded))
        {
            Fault fault = Fault.InClass(Rules.MemberTaken, type.Name, "Load");
            report(Diagnostic.Create(fault.Rule, placeOf(fault), [.. fault.Values]));
        }
    }

    /// <summary>Reports the project's files that are for none of its networks, generated ones included.</summary>
    public void ReportFilesOfNoNetwork(Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        WeightsFile[] files = [.. Files(cancellation).Where(file => file.Project.Length > 0)];
        if (files.Length == 0)
        {
            return;
        }

        NetworkDeclaration[] networks =
        [
            .. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, cancellation).OfType<INamedTypeSymbol>()
                .Select(type => DeclarationReader.Read(type, cancellation, out _)).OfType<NetworkDeclaration>(),
        ];
        string[] names = [.. networks.Select(network => network.Type.FullName.Replace('+', '.')).OrderBy(name => name, StringComparer.Ordinal)];
        HashSet<string> named = [.. networks.SelectMany(network => network.Weights).Select(weights => NetworkWeights.Normalized(weights.Path))];
        foreach (WeightsFile file in files)
        {
            string[] wrong = [.. file.Networks.Where(network => !names.Contains(network))];
            string? words = wrong.Length > 0
                ? $"there is no network '{wrong[0]}': {Nearest(wrong[0], names) ?? "declare it, a partial class with [Input]"}"
                : file.Networks.Count == 0 && !named.Contains(file.Path)
                    ? $"it is for no network: add Network=\"{(names.Length > 0 ? names[0] : "App.Net")}\" to it, or [Weights(\"{file.Path}\")] to the network's class"
                    : null;
            if (words is not null)
            {
                LinePosition start = new(Math.Max(file.Line - 1, 0), Math.Max(file.Column - 1, 0));
                report(Diagnostic.Create(Rules.NoSuchNetwork, Location.Create(file.Project, default, new LinePositionSpan(start, start)), file.Path, words));
            }
        }
    }

    private WeightsFile[] Files(CancellationToken cancellation) => _files ??= [.. _listings.SelectMany(text => WeightsListing.Read(text, cancellation))];

    /// <summary>Why a file that an attribute names cannot be checked; null where it can be.</summary>
    private string? NotListed(string path, CancellationToken cancellation)
    {
        string[] paths = [.. Files(cancellation).Select(file => file.Path).OrderBy(file => file, StringComparer.Ordinal)];
        return _listings.Length == 0 ? "this build has listed no weights files, as the package CnnGen has it do: build with the package's targets, or remove the attribute"
            : paths.Contains(NetworkWeights.Normalized(path)) ? null
            : Nearest(path, paths) is { } nearest ? $"the project has no such file: {nearest}"
            : !path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? $"only files named *{Ending} are found by themselves: name it so, or add <CnnGenWeights Include=\"…\" /> to the project, with the path to where it is"
            : "the project has no such file: put it there (paths count from the project's folder), or add <CnnGenWeights Include=\"…\" /> to the project, with the path to where it is";
    }

    /// <summary>The name that was meant: the namespace, or the folder, may be another.</summary>
    private static string? Nearest(string name, IEnumerable<string> names)
    {
        string last = Last(name);
        string? nearest = names.OrderBy(other => EditDistance.Between(last, Last(other))).ThenBy(other => EditDistance.Between(name, other)).FirstOrDefault();
        return nearest is not null && EditDistance.Between(last, Last(nearest)) <= Math.Max(2, last.Length / 3) ? $"did you mean '{nearest}'?" : null;
    }

    private static string Last(string name)
    {
        name = name.EndsWith(Ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - Ending.Length) : name;
        return name.Substring(name.LastIndexOfAny(_separators) + 1);
    }
}
