using System.Globalization;
using System.Text;

namespace CnnGen;

/// <summary>What the runtime's reader uses and netstandard2.0 does not have. Speed is of no matter here.</summary>
internal static class Shims
{
    extension(char)
    {
        public static bool IsAsciiHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
    }

    extension(ushort)
    {
        public static ushort Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider provider) => ushort.Parse(text.ToString(), style, provider);
    }

    extension(Math)
    {
        /// <summary>The product of two numbers that are not negative: its upper half, and the lower one as a signed number.</summary>
        public static long BigMul(long a, long b, out long low)
        {
            System.Numerics.BigInteger product = new System.Numerics.BigInteger(a) * b;
            low = unchecked((long)(ulong)(product & ulong.MaxValue));
            return (long)(product >> 64);
        }
    }

    public static bool Contains(this ReadOnlySpan<byte> bytes, byte value) => bytes.IndexOf(value) >= 0;

    public static int Count(this ReadOnlySpan<byte> bytes, byte value)
    {
        int count = 0;
        foreach (byte one in bytes)
        {
            count += one == value ? 1 : 0;
        }

        return count;
    }

    public static string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes.ToArray());

    /// <summary>Fills the buffer, or as much of it as the stream has.</summary>
    public static int ReadAtLeast(this Stream stream, Span<byte> buffer, int least, bool throwOnEndOfStream)
    {
        byte[] read = new byte[buffer.Length];
        int length = 0;
        for (int more = -1; more != 0 && length < least; length += more)
        {
            more = stream.Read(read, length, read.Length - length);
        }

        read.AsSpan(0, length).CopyTo(buffer);
        return throwOnEndOfStream && length < least ? throw new EndOfStreamException() : length;
    }
}
