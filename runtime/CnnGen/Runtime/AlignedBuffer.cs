using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Runtime;

/// <summary>Numbers at an address that is a multiple of a cache line and does not move. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>Floats behind the end, which nothing writes: tests see there whether something did.</summary>
    private const int Slack = 64;

    /// <summary>Floats beside those asked for.</summary>
    private const int Beside = Slack + (Alignment / sizeof(float));

    private readonly float[] _array;

    /// <summary>Zeros.</summary>
    /// <param name="length">Floats.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - Beside);

        // Pinned arrays are freed by the garbage collector as any other: no finalizer, nothing to dispose.
        _array = GC.AllocateArray<float>(length + Beside, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + Alignment - 1) & ~(Alignment - 1));
        Length = length;
    }

    /// <summary>The first number. Valid for as long as this object is reachable.</summary>
    public float* Pointer { get; }

    /// <summary>Floats.</summary>
    public int Length { get; }

    /// <summary>Whether nothing was written before the first number or behind the last.</summary>
    internal bool IsIntact
    {
        get
        {
            int before = (int)(Pointer - (float*)Unsafe.AsPointer(ref _array[0]));
            return !_array.AsSpan(0, before).ContainsAnyExcept(0) && !_array.AsSpan(before + Length).ContainsAnyExcept(0);
        }
    }

    /// <summary>The numbers from <paramref name="start"/> on.</summary>
    internal Span<float> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start + (ulong)length, (ulong)Length);
        return new Span<float>(Pointer + start, length);
    }
}
