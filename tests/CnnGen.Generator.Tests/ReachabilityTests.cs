using System.Collections;
using System.Reflection;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests;

public class ReachabilityTests
{
    private static readonly Type[] _forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Compilation), typeof(SemanticModel),
        typeof(AttributeData), typeof(TypedConstant), typeof(Location), typeof(SourceText), typeof(SyntaxToken), typeof(SyntaxTrivia),
    ];

    /// <summary>What a step keeps, the driver keeps for as long as the editor is open; a symbol would keep a whole compilation.</summary>
    [Theory]
    [InlineData("[Conv2D(4, 3)]\n[Flatten]\n[Dense(10, Name = \"out\")]")]
    [InlineData("[Conv2D(4, 30)]\n[Dense(10)]")]
    public void NothingOfRoslynsIsReachableFromTheSteps(string layers)
    {
        GeneratorRunResult result = NetworkCompiler.Generate($"using CnnGen;\n[Input(8, 8, 1)]\n{layers}\npublic partial class Net;").Result.Results[0];
        foreach (string step in new[] { NetworkGenerator.DeclarationStep, NetworkGenerator.PlanStep })
        {
            object value = Assert.Single(result.TrackedSteps[step].SelectMany(run => run.Outputs)).Value;
            Walk(value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Type || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.False(_forbidden.Any(type => type.IsInstanceOfType(value)), $"{path} holds a {value.GetType()}.");
        if (value is IEnumerable items and not LocalizableString)
        {
            foreach (object? item in items)
            {
                Walk(item, $"{path}[]", seen);
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
