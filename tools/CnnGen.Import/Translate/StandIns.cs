using CnnGen.Import.Load;

namespace CnnGen.Import.Translate;

/// <summary>
/// What a node that cannot be imported would have given: a tensor of its shape, whose axes keep the meaning that they have in its input. The
/// nodes behind it are translated on it, so that one run finds what is wrong with these too.
/// </summary>
internal static class StandIns
{
    private const string Letters = "CHW";

    /// <param name="dims">The output's sides.</param>
    /// <param name="inputs">What the node reads, as far as that is known.</param>
    public static OnnxTensor Of(OnnxNode node, int[] dims, IEnumerable<OnnxTensor> inputs)
    {
        char[]? meaning = inputs.Where(input => input.Rank == dims.Length).Select(Meaning).FirstOrDefault(found => found is not null);
        bool isMap = dims.Length is 3 or 4;
        char[] axes = meaning ?? (isMap ? [' ', .. dims.Length == 4 ? Letters : "CW"] : [.. dims.Select((_, i) => i == dims.Length - 1 ? 'C' : ' ')]);
        int[] sides = [.. Letters.Select(letter => dims.Where((_, i) => axes[i] == letter).Aggregate(1, (product, side) => product * side))];
        MapShape shape = new(sides[1], sides[2], sides[0], IsFlat: !isMap);
        Layer layer = new("", shape) { Node = node.Name, IsSole = false, HasGuessedOrder = isMap && meaning is null };
        Atom[][] atoms = [.. axes.Select((letter, i) => letter == ' ' ? [] : OnnxTensor.AtomsOf($"{letter}", dims[i]))];
        return new OnnxTensor(layer, shape, [.. atoms.SelectMany(axis => axis).OrderBy(atom => Letters.IndexOf(atom.Name[0], StringComparison.Ordinal))], atoms);
    }

    /// <summary>For each axis C, H or W, or a space for the batch; null where an axis is made of parts of several.</summary>
    private static char[]? Meaning(OnnxTensor tensor)
    {
        if (tensor.IsFlat || tensor.Rank is not (3 or 4))
        {
            return null;
        }

        char?[] letters = new char?[tensor.Rank];
        for (int i = 0; i < letters.Length; i++)
        {
            char[] distinct = [.. tensor.Axes[i].Select(atom => atom.Name[0]).Distinct()];
            letters[i] = distinct switch
            {
                [] => i == 0 ? ' ' : null,
                [var only] when Letters.Contains(only) => only,
                ['H', 'W'] => 'W',
                _ => '?',
            };
        }

        // Axes of one element show no meaning: they are what the others leave over.
        Queue<char> rest = new(Letters.Where(letter => !letters.Contains(letter)));
        if (letters.Length == 3 && letters.Count(letter => letter is null) < rest.Count)
        {
            rest = new Queue<char>(rest.Where(letter => letter != 'H'));
        }

        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] ??= rest.TryDequeue(out char letter) ? letter : '?';
        }

        bool isClear = !letters.Contains('?') && letters.Where(letter => letter != ' ').Distinct().Count() == letters.Count(letter => letter != ' ');
        return isClear ? [.. letters.Select(letter => letter!.Value)] : null;
    }
}
