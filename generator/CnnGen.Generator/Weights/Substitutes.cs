using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Weights;

/// <summary>The tensors of a file that no layer wants: which of them may have been meant by one that is missing.</summary>
internal sealed class Substitutes(IReadOnlyList<WeightsTensor> unused)
{
    private readonly HashSet<string> _given = [];

    /// <summary>What to do to have a missing tensor found; null where the file has nothing like it.</summary>
    public string? For(WantedTensor defaultValue)
    {
        // Each is proposed once, so that layers of one shape get theirs in the order of the file's names.
        string suffix = defaultValue.Name.Substring(defaultValue.Name.LastIndexOf('.'));
        WeightsTensor? alike = Nearest(defaultValue.Name, tensor => defaultValue.Shapes.Contains(tensor.Shape) && tensor.Name.EndsWith(suffix, StringComparison.Ordinal) && !_given.Contains(tensor.Name));
        if (alike is not null)
        {
            _given.Add(alike.Name);
            string name = alike.Name.Substring(0, alike.Name.Length - suffix.Length);
            return $"its '{alike.Name}' has this shape, and Name = \"{name}\" on the layer has it read";
        }

        return Nearest(defaultValue.Name, _ => true) is { } nearest
            ? $"the nearest that no layer reads is '{nearest.Name}' {nearest.Shape}: save the file of this network, or change the layer and its Name"
            : null;
    }

    private WeightsTensor? Nearest(string name, Func<WeightsTensor, bool> isFit)
        => unused.Where(isFit).OrderBy(tensor => EditDistance.Between(name, tensor.Name)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).FirstOrDefault();
}
