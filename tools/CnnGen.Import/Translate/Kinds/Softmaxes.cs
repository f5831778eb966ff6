using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Softmax and LogSoftmax, over channels or over all numbers.</summary>
internal static class Softmaxes
{
    public static OnnxTensor Softmax(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        string kind = scope.Node.Operator;

        // Before opset 13 the axis and all behind it are one.
        bool isOld = scope.Opset < 13;
        if (AxisChanges.Normalized([scope.Node.Int("axis", isOld ? 1 : -1)], input.Rank) is not [var axis])
        {
            throw new UnsupportedNodeException("its axis is not one of the tensor's: the file is corrupt. Export it again.");
        }

        Atom[][] over = isOld ? input.Axes[axis..] : [input.Axes[axis]];
        int count = OnnxTensor.SizeOf(over.SelectMany(atoms => atoms));
        if (count == input.Shape.Length)
        {
            return scope.AddPointwise(kind, input.Shape.Height * input.Shape.Width == 1 ? input : scope.AsFlat(input));
        }

        int channels = isOld ? axis + Array.FindIndex(over, atoms => atoms.Length > 0) : axis;
        Atom[] axes = input.Axes[Math.Max(channels, 0)];
        return !input.IsFlat && count > 1 && count == OnnxTensor.SizeOf(axes) && count == input.Shape.Channels && axes.All(atom => atom.Name[0] == 'C')
            ? scope.AddPointwise(kind, input)
            : throw new UnsupportedNodeException($"it runs over the axis {axis}, which is not the channels, and the layer runs over channels, pixel by pixel.");
    }

    public static OnnxTensor Log(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        if (input.Layer is not { Kind: "Softmax", IsSole: true })
        {
            throw new UnsupportedNodeException($"a logarithm is a layer only behind a Softmax (LogSoftmax): if it is the end of the model, {Advice.Cut}, and take it in C#.");
        }

        input.Layer.Kind = "LogSoftmax";
        return input;
    }
}
