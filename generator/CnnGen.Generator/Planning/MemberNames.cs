using System.Text;
using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Makes a C# name of each layer's: <c>conv1</c> becomes Conv1, <c>features.0</c> becomes Features0, <c>0</c> becomes Layer0. None begins
/// with an underscore, and no two differ in case only: both are against the Common Language Specification.
/// </summary>
/// <param name="taken">Names that none may have: a member may not be called as the class around it.</param>
/// <param name="endings">Endings that none may have.</param>
internal sealed class MemberNames(string[] taken, string[] endings)
{
    /// <summary>What is added to a step's name for the methods that belong to it: no other step may be called so.</summary>
    private static readonly string[] _methodEndings = [.. Target.All.Select(target => target.Name), "Products", "Depthwise", "Pointwise", "Sweep", "Bytes"];

    /// <summary>The most letters of a name: the compiler takes no name of more than 1,023 bytes, what is added to it included.</summary>
    private const int MostLetters = 100;

    // Hint names may not differ in case only.
    private readonly HashSet<string> _taken = new(taken, StringComparer.OrdinalIgnoreCase);

    /// <summary>Of the methods that compute layers.</summary>
    public static MemberNames OfKernels() => new([GeneratedMembers.Kernels], _methodEndings);

    /// <summary>Of the constants that are layers' names. None hides what every class inherits.</summary>
    public static MemberNames OfLayers()
        => new(["Layers", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"], []);

    public string Next(string layer)
    {
        StringBuilder name = new();
        bool upper = true;
        foreach (char letter in layer)
        {
            if (!char.IsLetterOrDigit(letter) && (letter != '_' || name.Length == 0))
            {
                upper = true;
                continue;
            }

            if (name.Length == MostLetters)
            {
                break;
            }

            if (name.Length == 0 && char.IsDigit(letter))
            {
                name.Append("Layer");
            }

            name.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
        }

        string candidate = name.ToString();
        if (endings.Any(ending => candidate.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            name.Append('_');
            candidate = name.ToString();
        }

        for (int again = 2; !_taken.Add(candidate); again++)
        {
            candidate = $"{name}_{again}";
        }

        return candidate;
    }
}
