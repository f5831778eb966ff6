using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Shapes;

/// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
internal enum Padding
{
    Valid,
    Same,
}

/// <summary>A window that slides over a map: what convolutions and pools have in common.</summary>
internal readonly record struct Window(Axis Rows, Axis Columns)
{
    private static readonly string[] _pads = ["Pad", "PadTop", "PadBottom", "PadLeft", "PadRight"];

    /// <summary>A pixel alone.</summary>
    public static Window Point { get; } = new(Axis.Point, Axis.Point);

    public long Taps => (long)Rows.Kernel * Columns.Kernel;

    /// <summary>The window along one side of the map.</summary>
    public Axis Side(bool isHeight) => isHeight ? Rows : Columns;

    public bool IsPadded => (Rows.PadBefore | Rows.PadAfter | Columns.PadBefore | Columns.PadAfter) != 0;

    /// <summary>
    /// Reads a window's arguments, where its sides are called <paramref name="word"/><c>Size</c>, <c>Height</c> and <c>Width</c>. Null
    /// where one of them is missing or out of range, or the map it slides over is not known.
    /// </summary>
    /// <param name="isTransposed">Whether it is to slide over the output, which Same makes the stride times as large as the input.</param>
    public static Window? Read(LayerContext layer, string word, bool strideIsSize, bool isTransposed = false)
    {
        int size = layer.Count(word + "Size");
        int height = layer.Count(word + "Height", defaultValue: size);
        int width = layer.Count(word + "Width", defaultValue: size);
        int stride = layer.Count("Stride");
        bool strideGiven = layer.Has("Stride");
        int strideHeight = layer.Count("StrideHeight", defaultValue: strideGiven ? stride : strideIsSize ? height : 1);
        int strideWidth = layer.Count("StrideWidth", defaultValue: strideGiven ? stride : strideIsSize ? width : 1);
        int dilation = layer.Count("Dilation", defaultValue: 1);
        bool padsAreFine = ReadPads(layer, out bool same, out int top, out int bottom, out int left, out int right);

        if (!padsAreFine || height == 0 || width == 0 || strideHeight == 0 || strideWidth == 0 || dilation == 0)
        {
            return null;
        }

        Window window = new(
            new Axis(height, strideHeight, dilation, top, bottom),
            new Axis(width, strideWidth, dilation, left, right));
        return same && isTransposed ? new Window(window.Rows.PaddedSame(strideHeight), window.Columns.PaddedSame(strideWidth))
            : same && layer.Input is { Height: > 0, Width: > 0 }
            ? new Window(window.Rows.PaddedSame(layer.Input.Height), window.Columns.PaddedSame(layer.Input.Width))
            : window;
    }

    /// <summary>Checks that the window fits the map, and says what its stride leaves unread. False where it does not fit.</summary>
    public bool Check(LayerContext layer, string word, DiagnosticDescriptor tooLarge)
    {
        (int height, int width) = (layer.Input.Height, layer.Input.Width);
        bool tall = !Rows.Fits(height);
        bool wide = !Columns.Fits(width);
        if (tall || wide)
        {
            string argument = layer.Has(word + "Size") ? word + "Size" : tall ? word + "Height" : word + "Width";
            string spread = Rows.Dilation == 1 ? "" : $" (spread over {Rows.Extent}x{Columns.Extent} by its dilation)";
            (long rows, long columns) = (Rows.LargestKernel(height), Columns.LargestKernel(width));
            layer.Report(
                tooLarge,
                argument,
                [
                    $"{Rows.Kernel}x{Columns.Kernel}{spread}",
                    $"{(IsPadded ? "padded input" : "input")} of {Rows.Padded(height)}x{Columns.Padded(width)}",
                    $"{rows}x{columns}",
                    Rows.Dilation == 1 ? "" : ", lower its Dilation",
                ],
                [.. Sizes(layer, word, rows, columns), .. TakesPadding(layer) ? [Hint.PadSame] : Array.Empty<Hint>()]);
            return false;
        }

        ReportUnread(layer, word);
        return true;
    }

    /// <summary>Whether <c>Padding = Padding.Same</c> contradicts none of the layer's arguments.</summary>
    public static bool TakesPadding(LayerContext layer) => !_pads.Any(layer.Has);

    /// <summary>The arguments that make the window as large as given.</summary>
    private static IEnumerable<Hint> Sizes(LayerContext layer, string word, long rows, long columns)
        => new (string Argument, long Size)[] { (word + "Size", Math.Min(rows, columns)), (word + "Height", rows), (word + "Width", columns) }
            .Where(side => layer.Has(side.Argument))
            .Select(side => new Hint(side.Argument, side.Size.ToString(CultureInfo.InvariantCulture)));

    private void ReportUnread(LayerContext layer, string word)
    {
        int rows = Rows.Unread(layer.Input.Height);
        int columns = Columns.Unread(layer.Input.Width);
        if (rows + columns == 0)
        {
            return;
        }

        string side = rows > 0 ? "Height" : "Width";
        string? argument = new[] { "Stride" + side, "Stride", word + side, word + "Size" }.FirstOrDefault(layer.Has);
        string[] unread = [.. new[] { Plural(rows, "row"), Plural(columns, "column") }.Where(text => text.Length > 0)];
        string stride = Rows.Stride == Columns.Stride ? $"{Rows.Stride}" : $"{Rows.Stride}x{Columns.Stride}";
        bool mends = TakesPadding(layer) && Rows.PaddedSame(layer.Input.Height).Unread(layer.Input.Height) + Columns.PaddedSame(layer.Input.Width).Unread(layer.Input.Width) == 0;
        layer.Report(
            Rules.Unread,
            argument,
            [stride, $"{string.Join(" and ", unread)} of its {layer.Input.Height}x{layer.Input.Width}"],
            mends ? [Hint.PadSame] : []);
    }

    private static string Plural(int count, string noun) => count switch
    {
        0 => "",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };

    private static bool ReadPads(LayerContext layer, out bool same, out int top, out int bottom, out int left, out int right)
    {
        same = layer.Enum<Padding>("Padding") == Padding.Same;
        if (same && _pads.FirstOrDefault(layer.Has) is { } explicitPad)
        {
            layer.Report(
                Rules.PadsBesideSame,
                explicitPad,
                [explicitPad, $"{layer.Count(explicitPad, int.MinValue)}"],
                [new Hint(Hint.Remove, string.Join(",", _pads.Where(layer.Has)))]);
            (top, bottom, left, right) = (0, 0, 0, 0);
            return true;
        }

        int all = layer.Count("Pad", least: 0);
        top = layer.Count("PadTop", least: 0, defaultValue: all);
        bottom = layer.Count("PadBottom", least: 0, defaultValue: all);
        left = layer.Count("PadLeft", least: 0, defaultValue: all);
        right = layer.Count("PadRight", least: 0, defaultValue: all);
        return !_pads.Any(pad => layer.IsBelow(pad, 0));
    }
}
