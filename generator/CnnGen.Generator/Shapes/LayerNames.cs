using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The layers' names: the user's, or the kind and its count among all layers of its kind, so that naming one layer renames no other.
/// </summary>
internal sealed class LayerNames
{
    private static readonly char[] _digits = [.. "0123456789"];

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
            _given[i] = network.Attributes[i].Find(Hint.LayerName)?.Text;
            _names[i] = _given[i] is { } given && IsValid(given) ? given : prefix + counts[prefix].ToString(CultureInfo.InvariantCulture);
        }
    }

    public string this[int layer] => _names[layer];

    /// <summary>Checks a given name. A default one is never at fault: of two alike, the given one is.</summary>
    public void Check(int layer, LayerScope scope)
    {
        if (_given[layer] is not { } name)
        {
            return;
        }

        if (!IsValid(name))
        {
            string valid = Free(string.Concat(name.Select(letter => IsAllowed(letter) ? letter : '_')), layer);
            scope.Report(
                Rules.InvalidName, Hint.LayerName, [string.Concat(name.Where(letter => !char.IsControl(letter)))], IsValid(valid) ? [new Hint(Hint.LayerName, valid)] : []);
            return;
        }

        for (int other = 1; other < _names.Length; other++)
        {
            bool isDefault = _given[other] is null;
            if (_names[other] == name && (isDefault || _given[other] == name) && (other < layer || (other > layer && isDefault)))
            {
                string place = other < layer ? "above" : "below";
                scope.Report(Rules.DuplicateName, Hint.LayerName, [name, _network.Attributes[other].Kind, place], [new Hint(Hint.LayerName, Free(name, layer))]);
                return;
            }
        }
    }

    /// <summary>Whether no layer would get another name if this one were not there: no default name of its kind is below it.</summary>
    public bool CanBeRemoved(int layer)
    {
        string prefix = LayerRules.Of(_network.Attributes[layer].Kind).Prefix;
        return !Enumerable.Range(layer + 1, _names.Length - layer - 1).Any(below => _given[below] is null && LayerRules.Of(_network.Attributes[below].Kind).Prefix == prefix);
    }

    /// <summary>The name, or where another layer has it, the name with the first number from 2 on that none has.</summary>
    private string Free(string name, int layer)
    {
        string[] others = [.. _names.Where((_, other) => other != 0 && other != layer)];
        string stem = name.TrimEnd(_digits);
        return Enumerable.Range(2, _names.Length).Select(number => stem + number.ToString(CultureInfo.InvariantCulture)).Prepend(name).First(free => !others.Contains(free));
    }

    private static bool IsAllowed(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/';

    private static bool IsValid(string name) => name.All(IsAllowed) && name.Any(char.IsLetterOrDigit);
}
