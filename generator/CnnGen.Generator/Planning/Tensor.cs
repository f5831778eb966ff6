using CnnGen.Generator.Shapes;
using CnnGen.Runtime;

namespace CnnGen.Generator.Planning;

internal enum Storage
{
    /// <summary>The caller's input span.</summary>
    Input,

    /// <summary>The caller's output span.</summary>
    Output,

    /// <summary>The scratch memory of the thread.</summary>
    Arena,
}

/// <summary>A border around a map that holds what its reader's padding means, so that the reader has no branch for it.</summary>
internal sealed record Halo(int Top, int Bottom, int Left, int Right, float Value)
{
    public static Halo None { get; } = new(0, 0, 0, 0, 0);

    public bool IsEmpty => Top + Bottom + Left + Right == 0;

    /// <summary>Whether a reader's padding is in it, so that it has to be filled.</summary>
    public bool IsPadding { get; init; }

    public static Halo Of(Window window, float value)
        => window.IsPadded
            ? new(window.Rows.PadBefore, window.Rows.PadAfter, window.Columns.PadBefore, window.Columns.PadAfter, value) { IsPadding = true }
            : None;

    /// <summary>Overrun for writers that store whole tiles, of which only the pixels inside the map count.</summary>
    public static Halo Overrun(int bottom, int right) => new(0, bottom, 0, right, 0);

    /// <summary>Whether a reader or writer that wants <paramref name="other"/> is content with this one.</summary>
    public bool Covers(Halo other)
        => Top >= other.Top && Bottom >= other.Bottom && Left >= other.Left && Right >= other.Right
            && (!other.IsPadding || (IsPadding && Value.Equals(other.Value)));

    /// <summary>Overrun for both; the value is the reader's.</summary>
    public Halo With(Halo room)
        => this with
        {
            Top = Math.Max(Top, room.Top),
            Bottom = Math.Max(Bottom, room.Bottom),
            Left = Math.Max(Left, room.Left),
            Right = Math.Max(Right, room.Right),
        };
}

/// <summary>Where a tensor's numbers are. Strides and offsets count floats.</summary>
internal sealed record Tensor(Storage Storage, int Offset, Shape Shape, int RowStride, int PixelStride, int ChannelStride, Halo Halo)
{
    /// <summary>Floats of a <c>Vector256</c>.</summary>
    public const int Lanes = PackedSize.Lanes;

    /// <summary>The first of its channels among those of a larger tensor whose pixels, and whose halo, it shares; else 0.</summary>
    public int FirstChannel { get; init; }

    /// <summary>Whether it is a run of another tensor's channels.</summary>
    public bool IsChannelView { get; init; }

    /// <summary>Of the pixel at the top left inside the halo.</summary>
    public int Origin => Offset + (Halo.Top * RowStride) + (Halo.Left * PixelStride) + FirstChannel;

    /// <summary>The same of no place in particular.</summary>
    public Tensor Anywhere => this with { Offset = 0, Storage = Storage.Arena };

    /// <summary>Some of its channels.</summary>
    public Tensor Part(Shape shape, int firstChannel) => this with { Shape = shape, FirstChannel = FirstChannel + firstChannel, IsChannelView = true };

    /// <summary>The same pixels with other sides; they stand one after the other.</summary>
    public Tensor View(Shape shape) => this with { Shape = shape, RowStride = shape.Width * PixelStride };

    /// <summary>Where the first window of a padded layer begins.</summary>
    public int StartFor(Window window) => Origin - (window.Rows.PadBefore * RowStride) - (window.Columns.PadBefore * PixelStride);

    /// <summary>Whether each pixel begins a whole number of vectors, all of which may be written.</summary>
    public bool HoldsVectors => ChannelStride == 1 && PixelStride % Lanes == 0 && FirstChannel % Lanes == 0;

    /// <summary>Whether each row's numbers stand one after the other.</summary>
    public bool IsDense => ChannelStride == 1 && PixelStride == Shape.Channels;

    /// <summary>Whether the numbers stand one after the other in height, width, channel order.</summary>
    public bool IsCompact => IsDense && Halo.IsEmpty && RowStride == Shape.Width * PixelStride;

    /// <summary>Rows that a sweep over all its numbers takes: one, where no halo parts them.</summary>
    public int SweepRows => RowsTouch ? 1 : Shape.Height;

    /// <summary>Floats of a sweep's row, in whole vectors.</summary>
    public int SweepLength => WholeVectors(RowsTouch ? Shape.Height * RowStride : Shape.Width * PixelStride);

    /// <summary>Floats to reserve: all rows with their halo, in whole vectors. No step reads or writes beyond; tests fence it.</summary>
    public int Reserved
        => WholeVectors(ChannelStride > 1 ? (int)Shape.Length : (Shape.Height + Halo.Top + Halo.Bottom) * Math.Max(RowStride, 1));

    public static int WholeVectors(int length) => PackedSize.Padded(length);

    private bool RowsTouch => Halo.Left + Halo.Right == 0;

    /// <summary>Height, width, channels one after the other.</summary>
    public static Tensor Compact(Storage storage, Shape shape) => InRows(storage, shape, shape.Channels, Halo.None);

    /// <summary>Each pixel in whole vectors.</summary>
    public static Tensor InVectors(Storage storage, Shape shape, Halo halo) => InRows(storage, shape, WholeVectors(shape.Channels), halo);

    /// <summary>Channels, height, width one after the other.</summary>
    public static Tensor ChannelsFirst(Storage storage, Shape shape)
        => new(storage, 0, shape, shape.Width, 1, shape.Height * shape.Width, Halo.None);

    public static Tensor InRows(Storage storage, Shape shape, int pixelStride, Halo halo)
        => new(storage, 0, shape, (halo.Left + shape.Width + halo.Right) * pixelStride, pixelStride, 1, halo);

    /// <summary>Its shape and the order of its numbers.</summary>
    public string Layout
    {
        get
        {
            string halo = Halo.IsEmpty ? "" : $", halo {Halo.Top}/{Halo.Bottom}/{Halo.Left}/{Halo.Right}";
            string order = ChannelStride > 1 ? ", channels first"
                : PixelStride == Shape.Channels ? ""
                : Shape.IsFlat ? $", padded to {PixelStride}"
                : $", {PixelStride} floats a pixel";
            string part = IsChannelView ? $", from channel {FirstChannel}" : "";
            return $"{Shape}{order}{part}{halo}";
        }
    }

    /// <summary>Where the strides come from that a kernel's addresses are made of; null for a row of numbers.</summary>
    public string? Strides
        => Shape.IsFlat || Shape.Height * Shape.Width == 1 ? null
            : ChannelStride > 1 ? $"a row is {RowStride} floats, a channel {ChannelStride}"
            : RowStride == (Halo.Left + Shape.Width + Halo.Right) * PixelStride
                ? $"a row is {RowStride} floats, {(Halo.Left + Halo.Right == 0 ? $"{Shape.Width}" : $"({Halo.Left} + {Shape.Width} + {Halo.Right})")} pixels x {PixelStride}"
            : $"a row is {RowStride} floats, a pixel {PixelStride}";

    public override string ToString()
        => $"{(Storage == Storage.Arena ? $"arena[{Offset}]" : Storage.ToString().ToLowerInvariant())} {Layout}";
}
