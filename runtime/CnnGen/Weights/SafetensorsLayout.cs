namespace CnnGen;

/// <summary>Checks each tensor's numbers, and that the tensors cover the data without a hole or an overlap.</summary>
internal static class SafetensorsLayout
{
    internal static SafetensorsTensor Describe(
        string name, string dtype, long[] shape, long[] offsets, string source)
    {
        if (offsets.Length != 2)
        {
            throw Wrong(source, name, $"must have two numbers, begin and end, as 'data_offsets', but has {offsets.Length}.");
        }

        (long begin, long end) = (offsets[0], offsets[1]);
        if (end < begin)
        {
            throw Wrong(source, name, $"ends at byte {end} of the data, before its begin at byte {begin}.");
        }

        var tensor = new SafetensorsTensor(name, dtype, shape, begin, end - begin);
        CheckSize(tensor, source);
        return tensor;
    }

    /// <summary>Sorts the tensors by where they lie, and checks that each begins where the one before it ends.</summary>
    internal static void SortAndCheck(List<SafetensorsTensor> tensors, string source)
    {
        tensors.Sort(Compare);
        long end = 0;
        SafetensorsTensor? before = null;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Offset != end)
            {
                string where = before is null ? "the start of the data" : $"the end of {SafetensorsText.Quote(before.Name)}";
                throw Wrong(source, tensor.Name, tensor.Offset < end
                    ? $"begins at byte {tensor.Offset} of the data, before {where} at byte {end}: the two overlap."
                    : $"begins at byte {tensor.Offset} of the data, but {where} is at byte {end}: no tensor owns the bytes between.");
            }

            end = tensor.Offset + tensor.ByteLength;
            before = tensor;
        }
    }

    private static int Compare(SafetensorsTensor a, SafetensorsTensor b)
        => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.ByteLength.CompareTo(b.ByteLength);

    private static void CheckSize(SafetensorsTensor tensor, string source)
    {
        if (!TryMultiply(tensor.Shape, SafetensorsDType.Bits(tensor.DType) ?? 1, out long bits))
        {
            throw Wrong(source, tensor.Name, $"has the shape {tensor.ShapeText}, whose size overflows a 64-bit number.");
        }

        if (SafetensorsDType.Bits(tensor.DType) is null)
        {
            return;
        }

        if (bits % 8 != 0)
        {
            throw Wrong(source, tensor.Name, $"of {tensor.DType} {tensor.ShapeText} does not fill whole bytes.");
        }

        if (bits / 8 != tensor.ByteLength)
        {
            throw Wrong(source, tensor.Name, $"of {tensor.DType} {tensor.ShapeText} takes {bits / 8} bytes, "
                + $"but its 'data_offsets' span {tensor.ByteLength}.");
        }
    }

    private static bool TryMultiply(long[] shape, int bitsPerElement, out long bits)
    {
        bits = bitsPerElement;
        foreach (long size in shape)
        {
            // Sizes are never negative.
            if (Math.BigMul(bits, size, out bits) != 0 || bits < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static WeightsException Wrong(string source, string name, string what) =>
        new($"{source}: tensor {SafetensorsText.Quote(name)} {what}");
}
