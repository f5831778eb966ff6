using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Elements of a file to float. A double out of float's range becomes an infinity, as in PyTorch.</summary>
internal static class SafetensorsConversion
{
    /// <summary>Files are little-endian: turns the elements round, in place, where the machine is not.</summary>
    internal static void ToMachineOrder(Span<byte> bytes, string dtype)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Reverse(bytes, dtype);
        }
    }

    internal static void Reverse(Span<byte> bytes, string dtype)
    {
        switch (SafetensorsDType.Bits(dtype))
        {
            case 16:
                Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(halves, halves);
                break;
            case 32:
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 64:
                Span<ulong> doubles = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
        }
    }

    /// <summary>Converts as many elements as the destination holds; the bytes must hold exactly these.</summary>
    internal static void ToSingle(ReadOnlySpan<byte> bytes, string dtype, Span<float> destination)
    {
        switch (dtype)
        {
            case "F32":
                bytes.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case "F16":
                FromHalf(MemoryMarshal.Cast<byte, Half>(bytes), destination);
                break;
            case "BF16":
                FromBFloat16(MemoryMarshal.Cast<byte, ushort>(bytes), destination);
                break;
            case "F64":
                FromDouble(MemoryMarshal.Cast<byte, double>(bytes), destination);
                break;
            default:
                throw new ArgumentException($"{dtype} does not convert to float.", nameof(dtype));
        }
    }

    private static void FromHalf(ReadOnlySpan<Half> source, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }

    private static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(destination);
        int i = 0;
        for (; i <= bits.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out Vector<uint> low, out Vector<uint> high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (; i < bits.Length; i++)
        {
            bits[i] = (uint)source[i] << 16;
        }
    }

    private static void FromDouble(ReadOnlySpan<double> source, Span<float> destination)
    {
        int i = 0;
        for (; i <= destination.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var low = new Vector<double>(source[i..]);
            var high = new Vector<double>(source[(i + Vector<double>.Count)..]);
            Vector.Narrow(low, high).CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }
}
