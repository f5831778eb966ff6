using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Load;

/// <summary>The shape of the model's input, with a batch of 1.</summary>
/// <param name="Dims">Its sides, where they are known.</param>
/// <param name="IsKnown">Whether every side is known.</param>
/// <param name="Problems">What the user has to say before the model can be imported.</param>
internal sealed record InputShape(int[] Dims, bool IsKnown, IReadOnlyList<ImportProblem> Problems)
{
    private const int MostDimensions = 8;

    /// <summary>Elements of an input: a picture of 4096x4096 in colour fits.</summary>
    private const int Largest = 1 << 26;

    /// <summary>What exporters call a batch that is left open.</summary>
    private static readonly string[] _batchNames = ["n", "b", "batch", "batches", "none", "?"];

    /// <param name="given">What the user says, in place of what the model does.</param>
    /// <exception cref="ImportException">No network has such an input.</exception>
    public static InputShape Of(ValueInfoProto input, IReadOnlyList<int>? given)
    {
        InputShape shape = Read(input, given);
        return !shape.IsKnown || Constant.TryLength(shape.Dims.Select(side => (long)side), Largest, out _)
            ? shape
            : throw new ImportException($"The input '{MessageText.Shown(input.Name)}' has the shape [{string.Join(", ", shape.Dims)}], which has more elements than a small network reads: give a smaller one with --shape, or export the model again.");
    }

    private static InputShape Read(ValueInfoProto input, IReadOnlyList<int>? given)
    {
        string what = $"The input '{MessageText.Shown(input.Name)}'";
        if (input.Type?.TensorType is not { } tensor)
        {
            throw new ImportException($"{what} is not a tensor (but a sequence or a map, or has no type): a network reads one numeric tensor.");
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
                ? throw new ImportException($"--shape {shape} is not the shape of an input: give 1 to 4 sides of at least 1, the batch of 1 first, as in --shape 1,3,224,224.")
                : given[0] != 1 && given.Count is not (1 or 3) ? throw new ImportException($"--shape {shape} has a batch of {given[0]}: a network computes one input at a time, so give 1 for it (ForwardBatch computes several).")
                : Known([.. given]);
        }

        return tensor.Shape is { } declared ? Declared(what, declared)
            : Unknown($"{what} has no shape in the model: give it with --shape, the batch first, as in --shape 1,3,224,224.");
    }

    private static InputShape Known(int[] dims, params ImportProblem[] problems) => new(dims, IsKnown: true, problems);

    private static InputShape Unknown(string message) => new([], IsKnown: false, [new ImportProblem([], "", message)]);

    private static InputShape Declared(string what, TensorShapeProto shape)
    {
        string shown = string.Join(", ", shape.Dim.Take(8).Select(side => side.HasDimValue ? $"{side.DimValue}" : side.HasDimParam && side.DimParam.Length > 0 ? MessageText.Shown(side.DimParam) : "?"));
        if (shape.Dim.Count > MostDimensions)
        {
            throw new ImportException($"{what} has the shape [{shown}]: a network's input has a batch and one to three more sides.");
        }

        int[] dims = [.. shape.Dim.Select(side => side is { HasDimValue: true, DimValue: > 0 and <= int.MaxValue } ? (int)side.DimValue : 0)];
        if (dims.Length > 0 && dims[0] == 0 && (dims.Length > 1 || IsBatch(shape.Dim[0])))
        {
            dims[0] = 1;
        }

        if (dims is [0])
        {
            return Unknown($"{what} has the shape [{shown}], a single side that is left open, and a network is compiled for one size: give its length with --shape, as in --shape 16000.");
        }

        if (dims.Contains(0))
        {
            string example = string.Join(',', dims.Select((side, i) => i == 0 ? 1 : side > 0 ? side : dims.Length == 4 ? 224 : 100));
            return Unknown($"{what} has the shape [{shown}], of which not every side is known, and a network is compiled for one size: give the shape with --shape, the batch of 1 first, as in --shape {example}.");
        }

        if (dims.Length is 0 or 1 or 3 || dims[0] == 1)
        {
            return Known(dims);
        }

        int[] single = [1, .. dims[1..]];
        return Known(single, new ImportProblem([], "", $"{what} has the shape [{shown}], a batch of {dims[0]}: a network computes one input at a time. Give --shape {string.Join(',', single)}, or export the model with a batch of 1 (ForwardBatch computes several inputs)."));
    }

    /// <summary>Whether a single side that is left open is a batch: then each input is one number.</summary>
    private static bool IsBatch(TensorShapeProto.Types.Dimension side)
        => side.HasDimParam && (_batchNames.Contains(side.DimParam, StringComparer.OrdinalIgnoreCase) || side.DimParam.Contains("batch", StringComparison.OrdinalIgnoreCase) || side.DimParam.StartsWith("unk_", StringComparison.Ordinal));
}
