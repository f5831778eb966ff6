using System.Runtime.InteropServices;

namespace CnnGen.TestKit;

/// <summary>Which end of the memory lies directly beside a page without access rights.</summary>
public enum Fence
{
    BeforeTheFirstByte,
    BehindTheLastByte,
}

/// <summary>
/// Memory beside a page that can be neither read nor written: an access beyond that end, a read too, ends the process. The other end has
/// up to a page of slack. A read beyond a buffer whose value is then not used changes no result, so that no comparison of results sees it.
/// </summary>
internal sealed unsafe partial class FencedMemory : IDisposable
{
    // As <sys/mman.h> of Linux and macOS has them.
    private const int NoAccess = 0;
    private const int ReadAndWrite = 3;
    private const int Private = 2;
    private static readonly int _anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    private readonly nint _pages;
    private readonly nuint _length;

    /// <summary>All bits are set, so that each float is NaN.</summary>
    public FencedMemory(long bytes, Fence fence)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint inside = Math.Max(((nuint)bytes + page - 1) / page * page, page);
        _length = inside + (2 * page);
        _pages = mmap(0, _length, NoAccess, Private | _anonymous, -1, 0);
        if (_pages == -1 || mprotect(_pages + (nint)page, inside, ReadAndWrite) != 0)
        {
            throw new InvalidOperationException($"No memory: error {Marshal.GetLastPInvokeError()}.");
        }

        new Span<byte>((byte*)_pages + page, (int)inside).Fill(byte.MaxValue);
        Pointer = (byte*)_pages + page + (fence == Fence.BehindTheLastByte ? inside - (nuint)bytes : 0);
    }

    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    public byte* Pointer { get; }

    public float* Floats => (float*)Pointer;

    public void Dispose() => _ = munmap(_pages, _length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);
}
