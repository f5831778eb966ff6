namespace CnnGen;

/// <summary>A tensor as a safetensors header describes it; its offset counts from the first byte after the header.</summary>
internal sealed record SafetensorsTensor(
    string Name, string DType, long[] Shape, long Offset, long ByteLength)
{
    /// <summary>The product of the shape; 1 for a scalar. The reader has checked that it does not overflow.</summary>
    internal long ElementCount
    {
        get
        {
            long count = 1;
            foreach (long size in Shape)
            {
                count *= size;
            }

            return count;
        }
    }

    internal bool HasShape(long[] shape)
    {
        bool isSame = Shape.Length == shape.Length;
        for (int i = 0; isSame && i < shape.Length; i++)
        {
            isSame = Shape[i] == shape[i];
        }

        return isSame;
    }

    /// <summary>The shape as messages show it, such as [6, 1, 5, 5].</summary>
    internal string ShapeText => SafetensorsText.Shape(Shape);
}
