using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The layers' names: the user's, or the kind and its count among all layers of its kind, so that naming one layer renames no other.
/// </summary>
internal sealed class LayerNames
{
    /// <summary>The most letters of a name. Tables and documentation are as wide as the longest.</summary>
    public const int MostLetters = 500;

    private const int ShownLetters = 100;

    private readonly string[] _names;
    private readonly string?[] _given;
    private readonly NetworkDeclaration _network;

    public LayerNames(NetworkDeclaration network)
    {
        _network = network;
        _names = new string[network.LayerCount + 1];
        _given = new string?[_names.Length];
        Dictionary<string, int> counts = [];
        for (int i = 1; i < _names.Length; i++)
        {
            string prefix = LayerRules.Of(network.Attributes[i].Kind).Prefix;
            counts[prefix] = counts.TryGetValue(prefix, out int count) ? count + 1 : 1;
            _given[i] = network.Attributes[i].Find("Name")?.Text;
            _names[i] = _given[i] is { } given && IsValid(given) ? given : prefix + counts[prefix].ToString(CultureInfo.InvariantCulture);
        }
    }

    public string this[int layer] => _names[layer];

    /// <summary>Checks a given name. If a given name equals a default one, the given name is reported.</summary>
    public void Check(int layer, LayerContext scope)
    {
        if (_given[layer] is not { } name)
        {
            return;
        }

        if (!IsValid(name))
        {
            scope.Report(Rules.InvalidName, "Name", Shown(name), $"{MostLetters}");
            return;
        }

        for (int other = 1; other < _names.Length; other++)
        {
            bool isDefault = _given[other] is null;
            if (_names[other] == name && (isDefault || _given[other] == name) && (other < layer || (other > layer && isDefault)))
            {
                string place = other < layer ? "above" : "below";
                scope.Report(Rules.DuplicateName, "Name", name, _network.Attributes[other].Kind, place);
                return;
            }
        }
    }

    private static string Shown(string name)
        => OutsideText.Shown(name.Length > ShownLetters ? name.Substring(0, ShownLetters) : name) + (name.Length > ShownLetters ? "…" : "");

    private static bool IsValid(string name)
        => name.Length <= MostLetters && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/') && name.Any(char.IsLetterOrDigit);
}
