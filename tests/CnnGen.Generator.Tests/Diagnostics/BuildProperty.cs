using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>One property of a project, as analyzers see it, or one option of the whole compilation.</summary>
internal sealed class BuildProperty(string name, string value, string prefix = "build_property.") : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Property($"{prefix}{name}", value);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Property(string propertyKey, string propertyValue) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == propertyKey ? propertyValue : null;
            return value is not null;
        }
    }
}
