namespace CnnGen.TestKit;

/// <summary>
/// The window of a convolution or of a pool. A property left null is not written in the attribute, which is not the same
/// as writing its default: <c>Pad = 2, PadTop = 0</c> pads three sides.
/// </summary>
public sealed record Window(int Height, int Width)
{
    public int? Stride { get; init; }

    public int? StrideHeight { get; init; }

    public int? StrideWidth { get; init; }

    public bool Same { get; init; }

    public int? Pad { get; init; }

    public int? PadTop { get; init; }

    public int? PadBottom { get; init; }

    public int? PadLeft { get; init; }

    public int? PadRight { get; init; }

    public int? Dilation { get; init; }

    public Axis Rows(int height, int defaultStride) =>
        Along(height, Height, StrideHeight ?? Stride ?? defaultStride, PadTop ?? Pad ?? 0, PadBottom ?? Pad ?? 0);

    public Axis Columns(int width, int defaultStride) =>
        Along(width, Width, StrideWidth ?? Stride ?? defaultStride, PadLeft ?? Pad ?? 0, PadRight ?? Pad ?? 0);

    public IEnumerable<string> Sides()
    {
        yield return $"{Height}";
        if (Width != Height)
        {
            yield return $"{Width}";
        }
    }

    public IEnumerable<string> Properties()
    {
        (string Name, int? Value)[] numbers =
        [
            ("Stride", Stride), ("StrideHeight", StrideHeight), ("StrideWidth", StrideWidth), ("Pad", Pad),
            ("PadTop", PadTop), ("PadBottom", PadBottom), ("PadLeft", PadLeft), ("PadRight", PadRight), ("Dilation", Dilation),
        ];
        IEnumerable<string> written = numbers.Where(n => n.Value is not null).Select(n => $"{n.Name} = {n.Value}");
        return Same ? written.Append("Padding = Padding.Same") : written;
    }

    private Axis Along(int length, int kernel, int stride, int before, int after)
    {
        int dilation = Dilation ?? 1;
        int extent = dilation * (kernel - 1) + 1;
        if (Same)
        {
            int output = (length + stride - 1) / stride;
            int total = Math.Max((output - 1) * stride + extent - length, 0);
            return new Axis(length, kernel, stride, dilation, total / 2, total - total / 2, output);
        }

        int room = length + before + after - extent;
        return new Axis(length, kernel, stride, dilation, before, after, room < 0 ? 0 : room / stride + 1);
    }
}
