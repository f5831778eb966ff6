using CnnGen.Import.Load;

namespace CnnGen.Import.Translate;

/// <summary>One side of a window that slides over a map.</summary>
internal readonly record struct WindowSide(int Kernel, int Stride, int Dilation, int Before, int After)
{
    public int Extent => (Dilation * (Kernel - 1)) + 1;

    public int Output(int size) => size + Before + After < Extent ? 0 : ((size + Before + After - Extent) / Stride) + 1;

    /// <summary>The pads of TensorFlow's SAME; of an odd number the larger half is after, where <paramref name="upper"/>.</summary>
    public WindowSide PaddedSame(int size, bool upper = true)
    {
        int pads = Math.Max(0, ((((size + Stride - 1) / Stride) - 1) * Stride) + Extent - size);
        return upper ? this with { Before = pads / 2, After = pads - (pads / 2) } : this with { Before = pads - (pads / 2), After = pads / 2 };
    }
}

/// <summary>A window that slides over a map, as an ONNX node describes it.</summary>
internal readonly record struct SlidingWindow(WindowSide Rows, WindowSide Columns)
{
    /// <summary>No network has a larger one, and sums of a few of them stay below an int.</summary>
    private const int Most = 1 << 24;

    /// <param name="kernel">Of the weights, or of the attribute; its sides are those of the map, or one: its length.</param>
    /// <exception cref="UnsupportedNodeException">An attribute does not fit.</exception>
    public static SlidingWindow Read(OnnxNode node, int[] kernel, MapShape map)
    {
        int rank = kernel.Length;
        if (rank is not (1 or 2))
        {
            throw new UnsupportedNodeException("its window has three sides: networks over volumes and films cannot be imported.");
        }

        int[] strides = Sides(node, "strides", rank, least: 1);
        int[] dilations = Sides(node, "dilations", rank, least: 1);
        int[] pads = node.Ints("pads") is null ? new int[2 * rank] : Sides(node, "pads", 2 * rank, least: 0);
        if (kernel.Any(side => side is < 1 or > Most))
        {
            throw new UnsupportedNodeException($"its kernel of {MessageText.Shape(kernel)} is none: the file is corrupt. Export it again.");
        }

        WindowSide[] sides = [.. Enumerable.Range(0, rank).Select(i => new WindowSide(kernel[i], strides[i], dilations[i], pads[i], pads[i + rank]))];
        if (sides.Any(side => (long)side.Dilation * side.Kernel > Most))
        {
            throw new UnsupportedNodeException("its kernel, spread by its dilation, is larger than any map.");
        }

        SlidingWindow window = rank == 2 ? new(sides[0], sides[1]) : new(new WindowSide(1, 1, 1, 0, 0), sides[0]);
        return node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => window,
            "VALID" => window.Padded(0, 0, 0, 0),
            "SAME_UPPER" => window.PaddedSame(map.Height, map.Width),
            "SAME_LOWER" => new(window.Rows.PaddedSame(map.Height, upper: false), window.Columns.PaddedSame(map.Width, upper: false)),
            string other => throw new UnsupportedNodeException($"its auto_pad '{MessageText.Shown(other)}' is none of ONNX's: the file is corrupt. Export it again."),
        };
    }

    public static int[] Sides(OnnxNode node, string attribute, int count, int least)
    {
        if (node.Ints(attribute) is not { } numbers)
        {
            return [.. Enumerable.Repeat(1, count)];
        }

        if (numbers.Length == count && numbers.All(number => number >= least && number <= Most))
        {
            return [.. numbers.Select(number => (int)number)];
        }

        string shown = $"its {attribute} are [{string.Join(", ", numbers.Take(8))}]";
        throw new UnsupportedNodeException(numbers.Length == count && attribute == "pads" && numbers.Any(number => number < 0)
            ? $"{shown}: negative pads cut the map, which a layer of its own does (Crop2D): cut by a Pad or a Slice before it."
            : $"{shown}, where {count} whole numbers of at least {least} were expected: the file is corrupt, or of more than two sides. Export it again.");
    }

    public SlidingWindow Padded(int top, int bottom, int left, int right)
        => new(Rows with { Before = top, After = bottom }, Columns with { Before = left, After = right });

    /// <exception cref="UnsupportedNodeException">The window is larger than the map.</exception>
    public MapShape Output(MapShape map, int channels)
    {
        MapShape output = new(Rows.Output(map.Height), Columns.Output(map.Width), channels, IsFlat: false);
        return output is { Height: > 0, Width: > 0 } ? output : throw new UnsupportedNodeException($"its window of {Rows.Extent}x{Columns.Extent} is larger than the map of {map.Height}x{map.Width} with its pads: give a larger input with --shape.");
    }

    /// <summary>The window with the pads that <c>Padding.Same</c> gives it on a map.</summary>
    public SlidingWindow PaddedSame(int height, int width) => new(Rows.PaddedSame(height), Columns.PaddedSame(width));

    /// <summary>Writes what differs from the attribute's defaults.</summary>
    /// <param name="same">The window as <c>Padding.Same</c> would pad it; null where that would give another output.</param>
    public void Write(Layer layer, SlidingWindow? same, bool strideIsKernel = false)
    {
        WriteStride(layer, strideIsKernel);
        WritePads(layer, same);
        if (Rows.Dilation != 1 || Columns.Dilation != 1)
        {
            int dilation = Rows.Dilation == Columns.Dilation || Columns.Kernel == 1 ? Rows.Dilation
                : Rows.Kernel == 1 ? Columns.Dilation
                : throw new UnsupportedNodeException($"its dilations {Rows.Dilation} and {Columns.Dilation} differ, and a layer has one for both sides.");
            Property(layer, "Dilation", dilation, 1);
        }
    }

    private void WriteStride(Layer layer, bool strideIsKernel)
    {
        (int rows, int columns) = strideIsKernel ? (Rows.Kernel, Columns.Kernel) : (1, 1);
        if (Rows.Stride == Columns.Stride && (Rows.Stride != rows || Columns.Stride != columns))
        {
            layer.Properties.Add(("Stride", $"{Rows.Stride}"));
        }
        else
        {
            Property(layer, "StrideHeight", Rows.Stride, rows);
            Property(layer, "StrideWidth", Columns.Stride, columns);
        }
    }

    private void WritePads(Layer layer, SlidingWindow? same)
    {
        bool isEven = Rows.Before == Rows.After && Columns.Before == Columns.After;
        if (isEven && Rows.Before == Columns.Before)
        {
            Property(layer, "Pad", Rows.Before, 0);
        }
        else if (!isEven && same == this)
        {
            layer.Properties.Add(("Padding", "Padding.Same"));
        }
        else
        {
            Property(layer, "PadTop", Rows.Before, 0);
            Property(layer, "PadBottom", Rows.After, 0);
            Property(layer, "PadLeft", Columns.Before, 0);
            Property(layer, "PadRight", Columns.After, 0);
        }
    }

    private static void Property(Layer layer, string name, int value, int missing)
    {
        if (value != missing)
        {
            layer.Properties.Add((name, $"{value}"));
        }
    }
}
