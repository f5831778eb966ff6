using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Import.Check;

/// <summary>Names that the user chose must be ones that C# takes.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ImportException">A name is none.</exception>
    public static void Check(ImportOptions options)
    {
        if (!IsName(options.ClassName))
        {
            throw new ImportException($"'{MessageText.Shown(options.ClassName)}' cannot be the name of a class: give letters, digits and underscores, not a digit first and not a keyword of C#, as in --class Digits.");
        }

        if (typeof(InputAttribute).Assembly.GetType($"CnnGen.{options.ClassName}") is not null)
        {
            throw new ImportException($"'{options.ClassName}' cannot be the name of the class, because a type of CnnGen is called so: choose another one with --class.");
        }

        if (options.Namespace is { Length: > 0 } space && !space.Split('.').All(IsName))
        {
            throw new ImportException($"'{MessageText.Shown(space)}' cannot be a namespace: give names that are not keywords of C#, with dots between them, as in --namespace App.Networks.");
        }
    }

    /// <summary>Contextual keywords are names; the file has them with an @ (<see cref="Write.Identifier"/>).</summary>
    private static bool IsName(string name)
        => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && OutsideText.Shown(name) == name;
}
