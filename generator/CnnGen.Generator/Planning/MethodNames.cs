using System.Text;

namespace CnnGen.Generator.Planning;

/// <summary>Makes a C# name of each layer's: <c>conv1</c> becomes Conv1, <c>features.0</c> becomes Features0.</summary>
internal sealed class MethodNames
{
    // Hint names may not differ in case only, and a method may not be called as the class around it.
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "Kernels" };

    /// <summary>What is added to a step's name for the methods that belong to it: no other step may be called so.</summary>
    private static readonly string[] _endings = [.. Target.All.Select(target => target.Name), "Products", "Sweep", "Bytes"];

    public string Next(string layer)
    {
        StringBuilder name = new();
        bool upper = true;
        foreach (char letter in layer)
        {
            if (!char.IsLetterOrDigit(letter) && letter != '_')
            {
                upper = true;
                continue;
            }

            if (name.Length == 0 && char.IsDigit(letter))
            {
                name.Append('_');
            }

            name.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
        }

        string candidate = name.ToString();
        if (_endings.Any(ending => candidate.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
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
