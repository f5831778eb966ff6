using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Load;

/// <summary>The shape of the model's input, with a batch of 1.</summary>
internal static class InputShape
{
    private const int MostDimensions = 8;

    /// <summary>Numbers in an input: a picture of 4096x4096 in colour fits.</summary>
    private const int Largest = 1 << 26;

    /// <param name="given">What the user says, in place of what the model does.</param>
    /// <exception cref="ImportException">A side is not known, or no network has such an input.</exception>
    public static int[] Of(ValueInfoProto input, IReadOnlyList<int>? given)
    {
        int[] dims = Read(input, given);
        return Constant.TryLength(dims.Select(side => (long)side), Largest, out _)
            ? dims
            : throw new ImportException($"The input '{MessageText.Shown(input.Name)}' has the shape [{string.Join(", ", dims)}], which is more than a small network reads: say a smaller one with --shape, or export the model again.");
    }

    private static int[] Read(ValueInfoProto input, IReadOnlyList<int>? given)
    {
        string what = $"The input '{MessageText.Shown(input.Name)}'";
        if (input.Type?.TensorType is not { } tensor)
        {
            throw new ImportException($"{what} is not a tensor (but a sequence or a map, or has no type): a network reads one tensor of numbers.");
        }

        DataType type = (DataType)tensor.ElemType;
        if (type is DataType.String or DataType.Complex64 or DataType.Complex128)
        {
            throw new ImportException($"{what} is of the type {TensorReader.Name(type)}: a network reads floats.");
        }

        if (given is not null)
        {
            string shape = string.Join(',', given);
            return given.Count is < 1 or > MostDimensions || given.Any(side => side < 1)
                ? throw new ImportException($"--shape {shape} is no shape of an input: give 1 to 4 sides of at least 1, the batch of 1 first, as in --shape 1,3,224,224.")
                : given[0] != 1 && given.Count is not (1 or 3) ? throw new ImportException($"--shape {shape} has a batch of {given[0]}: a network computes one input at a time, so give 1 for it (ForwardBatch computes several).")
                : [.. given];
        }

        if (tensor.Shape is null)
        {
            throw new ImportException($"{what} has no shape in the model: say it with --shape, the batch first, as in --shape 1,3,224,224.");
        }

        return Declared(what, tensor.Shape);
    }

    private static int[] Declared(string what, TensorShapeProto shape)
    {
        string shown = string.Join(", ", shape.Dim.Take(8).Select(side => side.HasDimValue ? $"{side.DimValue}" : side.HasDimParam && side.DimParam.Length > 0 ? MessageText.Shown(side.DimParam) : "?"));
        if (shape.Dim.Count > MostDimensions)
        {
            throw new ImportException($"{what} has the shape [{shown}]: a network's input has a batch and one to three more sides.");
        }

        int[] dims = new int[shape.Dim.Count];
        for (int i = 0; i < dims.Length; i++)
        {
            TensorShapeProto.Types.Dimension side = shape.Dim[i];
            if (side is { HasDimValue: true, DimValue: > 0 and <= int.MaxValue })
            {
                dims[i] = (int)side.DimValue;
            }
            else if (i > 0 || dims.Length == 1)
            {
                string example = string.Join(',', shape.Dim.Select((other, place) => other is { HasDimValue: true, DimValue: > 0 } ? $"{(place == 0 ? 1 : other.DimValue)}" : place == 0 ? "1" : dims.Length == 4 ? "224" : "100"));
                throw new ImportException($"{what} has the shape [{shown}], of which not every side is known, and a network is compiled for one size: say it with --shape, the batch of 1 first, as in --shape {example}.");
            }
            else
            {
                dims[0] = 1;
            }
        }

        if (dims.Length is not (0 or 1 or 3) && dims[0] != 1)
        {
            throw new ImportException($"{what} has the shape [{shown}], a batch of {dims[0]}: a network computes one input at a time. Say so with --shape 1,{string.Join(',', dims.Skip(1))}, or export the model with a batch of 1 (ForwardBatch computes several inputs).");
        }

        return dims;
    }
}
