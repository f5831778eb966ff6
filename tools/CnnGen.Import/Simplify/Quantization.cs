using CnnGen.Import.Load;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Constants that are stored as whole numbers with a scale: one for all, one for each slice of an axis, or one for each block along it.
/// </summary>
internal static class Quantization
{
    /// <summary><c>(x - zeroPoint) * scale</c>.</summary>
    public static Constant? Dequantize(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (inputs[0] is not { } input || inputs.ElementAtOrDefault(1) is not { } scales)
        {
            return null;
        }

        if (Places(node, input.Dims, scales.Dims) is not { } places || ZeroPoints(inputs, scales) is not { } zeros)
        {
            return null;
        }

        float[] scale = scales.ToFloats();
        float[] result = new float[input.Count];
        for (int i = 0; i < result.Length; i++)
        {
            int place = places(i);
            result[i] = (input.Integers is { } whole ? whole[i] - zeros[place] : input.Floats![i] - zeros[place]) * scale[place];
        }

        return Constant.Of(input.Dims, result) with { Name = input.Name };
    }

    /// <summary><c>round(x / scale) + zeroPoint</c>, kept within the zero point's type.</summary>
    public static Constant? Quantize(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (inputs[0] is not { } input || inputs.ElementAtOrDefault(1) is not { } scales)
        {
            return null;
        }

        DataType type = inputs.ElementAtOrDefault(2)?.Type ?? (DataType)node.Int("output_dtype", (long)DataType.Uint8);
        if (Range(type) is not var (least, most) || Places(node, input.Dims, scales.Dims) is not { } places || ZeroPoints(inputs, scales) is not { } zeros)
        {
            return null;
        }

        float[] scale = scales.ToFloats();
        float[] numbers = input.ToFloats();
        long[] result = new long[numbers.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int place = places(i);
            double rounded = Math.Round((double)(numbers[i] / scale[place]), MidpointRounding.ToEven);
            result[i] = (long)Math.Clamp(double.IsNaN(rounded) ? 0 : rounded + zeros[place], least, most);
        }

        return Constant.Of(input.Dims, result) with { Type = type, Name = input.Name };
    }

    private static (long Least, long Most)? Range(DataType type) => type switch
    {
        DataType.Uint8 => (0, 255),
        DataType.Int8 => (-128, 127),
        DataType.Uint16 => (0, 65_535),
        DataType.Int16 => (-32_768, 32_767),
        DataType.Uint4 => (0, 15),
        DataType.Int4 => (-8, 7),
        _ => null,
    };

    private static long[]? ZeroPoints(IReadOnlyList<Constant?> inputs, Constant scales)
        => inputs.ElementAtOrDefault(2) is not { } zeros ? new long[scales.Count]
            : zeros.Count == scales.Count ? zeros.ToIntegers()
            : null;

    /// <summary>For each element the place of its scale; null where the scales' shape fits none of ONNX's three ways.</summary>
    private static Func<int, int>? Places(OnnxNode node, int[] dims, int[] scales)
    {
        if (scales is [] or [1])
        {
            return _ => 0;
        }

        if (dims.Length == 0 || AxisChanges.Normalized([node.Int("axis", 1)], dims.Length) is not [var axis])
        {
            return null;
        }

        int inner = dims[(axis + 1)..].Aggregate(1, (product, side) => product * side);
        int side = dims[axis];
        if (scales is [var count])
        {
            return count == side ? i => i / inner % side : null;
        }

        long block = node.Int("block_size", 0);
        return block >= 1 && scales.Length == dims.Length && scales[axis] == (side + block - 1) / block && Enumerable.Range(0, dims.Length).All(i => i == axis || scales[i] == dims[i])
            ? i => (((i / inner / side * scales[axis]) + (int)(i / inner % side / block)) * inner) + (i % inner)
            : null;
    }
}
