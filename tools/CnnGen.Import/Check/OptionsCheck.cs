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
            throw new ImportException($"'{MessageText.Shown(options.ClassName)}' cannot be the name of a class: give letters, digits and underscores that begin with no digit and are no keyword, as in --class Digits.");
        }

        if (options.Namespace is { Length: > 0 } space && !space.Split('.').All(IsName))
        {
            throw new ImportException($"'{MessageText.Shown(space)}' cannot be a namespace: give names with dots between them, as in --namespace App.Networks.");
        }
    }

    private static bool IsName(string name)
        => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;
}
