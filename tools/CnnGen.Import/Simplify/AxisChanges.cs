using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Axes of size 1 that <c>Squeeze</c> takes away and <c>Unsqueeze</c> adds.</summary>
internal static class AxisChanges
{
    /// <summary>The axes that a node names, as an attribute or (from opset 13 on) as an input; null where it names none.</summary>
    public static long[]? Named(OnnxNode node, Constant? input) => input?.ToIntegers() ?? node.Ints("axes");

    /// <summary>The axes counted from the first; null where one of them is not there.</summary>
    public static int[]? Normalized(long[] axes, int rank)
    {
        int[] normalized = [.. axes.Where(axis => axis >= -rank && axis < rank).Select(axis => (int)(axis < 0 ? axis + rank : axis)).Distinct()];
        return normalized.Length == axes.Length ? normalized : null;
    }

    /// <summary>The sides after the change; null where it is not possible.</summary>
    public static int[]? Apply(OnnxNode node, int[] dims, Constant? input)
    {
        long[]? named = Named(node, input);
        if (node.Operator == "Squeeze")
        {
            int[]? axes = named is null
                ? [.. Enumerable.Range(0, dims.Length).Where(axis => dims[axis] == 1)]
                : Normalized(named, dims.Length);
            return axes is not null && axes.All(axis => dims[axis] == 1) ? [.. dims.Where((_, axis) => !axes.Contains(axis))] : null;
        }

        if (named is null || named.Length > 8 || Normalized(named, dims.Length + named.Length) is not { } added)
        {
            return null;
        }

        Queue<int> rest = new(dims);
        return [.. Enumerable.Range(0, dims.Length + added.Length).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())];
    }
}
