using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>The halo around a map. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Border
{
    /// <summary>Fills the halo around a map of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    /// <param name="map">The halo's first number.</param>
    /// <param name="height">Rows inside the halo.</param>
    /// <param name="width">Columns inside the halo.</param>
    /// <param name="pixelStride">Floats from pixel to pixel.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns at the left.</param>
    /// <param name="right">Columns at the right.</param>
    /// <param name="value">Zero, or negative infinity before a maximum.</param>
    public static void Fill(
        float* map, int height, int width, int pixelStride, int top, int bottom, int left, int right, float value)
    {
        int rowStride = (left + width + right) * pixelStride;
        float* firstRow = map + ((nint)top * rowStride);
        float* end = firstRow + ((nint)height * rowStride);

        new Span<float>(map, top * rowStride).Fill(value);
        for (float* row = firstRow; row < end; row += rowStride)
        {
            new Span<float>(row, left * pixelStride).Fill(value);
            new Span<float>(row + ((left + width) * pixelStride), right * pixelStride).Fill(value);
        }

        new Span<float>(end, bottom * rowStride).Fill(value);
    }
}
