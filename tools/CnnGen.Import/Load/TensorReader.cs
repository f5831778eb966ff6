using System.Buffers.Binary;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Load;

/// <summary>
/// Reads a tensor's numbers from a model. Its sides are held against the bytes that are there before anything is allocated.
/// </summary>
internal sealed class TensorReader(ExternalData external)
{
    /// <summary>Reads a tensor; one of a type that no network can use is given with its <see cref="Constant.Fault"/>.</summary>
    /// <exception cref="ImportException">Its sides and its data do not fit together, or its file is missing.</exception>
    public Constant Read(TensorProto tensor)
    {
        string what = tensor.HasName && tensor.Name.Length > 0 ? $"Tensor '{MessageText.Shown(tensor.Name)}'" : "A constant";
        if (!Constant.TryLength(tensor.Dims, int.MaxValue, out int length))
        {
            throw new ImportException($"{what} has the sides [{string.Join(", ", tensor.Dims.Take(8))}], which no tensor can have: the file is corrupt, or was not written by an ONNX exporter. Export it again.");
        }

        int[] dims = [.. tensor.Dims.Select(side => (int)side)];
        DataType type = (DataType)tensor.DataType;
        if (Bits(type) is not { } bits)
        {
            string fault = type == DataType.Undefined ? "has no element type" : $"is of the type {Name(type)}";
            return new Constant(dims, null, null) { Name = tensor.Name, Fault = fault };
        }

        if (tensor.Segment is not null)
        {
            return Fault("is stored in segments");
        }

        // Two elements of 4 bits share a byte.
        long size = (((long)length * bits) + 7) / 8;
        bool isExternal = tensor.DataLocation == TensorProto.Types.DataLocation.External;
        if (isExternal || tensor.HasRawData)
        {
            ReadOnlySpan<byte> raw = isExternal ? external.Read(tensor, what, size) : tensor.RawData.Span;
            if (raw.Length != size)
            {
                throw new ImportException($"{what} has the shape [{string.Join(", ", dims)}] of {Name(type)}, which takes {size} bytes, but has {raw.Length}: the file is corrupt. Export it again.");
            }

            return Converted(dims, length, type, raw) with { Name = tensor.Name };
        }

        (int found, Func<Constant> read) = type switch
        {
            DataType.Float => (tensor.FloatData.Count, () => Constant.Of(dims, [.. tensor.FloatData])),
            DataType.Double => (tensor.DoubleData.Count, () => Constant.Of(dims, [.. tensor.DoubleData.Select(number => (float)number)])),
            DataType.Int64 => (tensor.Int64Data.Count, () => Constant.Of(dims, [.. tensor.Int64Data])),
            DataType.Float16 => (tensor.Int32Data.Count, () => Constant.Of(dims, [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))])),
            DataType.Bfloat16 => (tensor.Int32Data.Count, () => Constant.Of(dims, [.. tensor.Int32Data.Select(bits => BitConverter.Int32BitsToSingle(bits << 16))])),
            DataType.Int4 or DataType.Uint4 when tensor.Int32Data.Count == size => (length, () => Converted(dims, length, type, [.. tensor.Int32Data.Select(pair => (byte)pair)])),
            DataType.Uint32 or DataType.Uint64 => (tensor.Uint64Data.Count, () => Constant.Of(dims, [.. tensor.Uint64Data.Select(number => (long)number)])),
            _ => (tensor.Int32Data.Count, (Func<Constant>)(() => Constant.Of(dims, [.. tensor.Int32Data.Select(number => (long)number)]) with { Type = type })),
        };
        return found == length
            ? read() with { Name = tensor.Name }
            : throw new ImportException($"{what} has the shape [{string.Join(", ", dims)}], which takes {length} elements, but has {found}: the file is corrupt. Export it again.");

        Constant Fault(string fault) => new(dims, null, null) { Name = tensor.Name, Fault = fault };
    }

    /// <summary>Bits of an element in raw data; null for a type that no network can use.</summary>
    private static int? Bits(DataType type) => type switch
    {
        DataType.Int4 or DataType.Uint4 => 4,
        DataType.Bool or DataType.Int8 or DataType.Uint8 => 8,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 16,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 32,
        DataType.Double or DataType.Int64 or DataType.Uint64 => 64,
        _ => null,
    };

    /// <summary>As ONNX's documents call it.</summary>
    public static string Name(DataType type) => Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : $"number {(int)type}";

    private static Constant Converted(int[] dims, int length, DataType type, ReadOnlySpan<byte> raw)
    {
        int bits = Bits(type)!.Value;
        if (type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16)
        {
            float[] floats = new float[length];
            for (int i = 0; i < length; i++)
            {
                ReadOnlySpan<byte> element = raw.Slice(i * (bits / 8), bits / 8);
                floats[i] = type switch
                {
                    DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                    DataType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                    DataType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                    _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                };
            }

            return Constant.Of(dims, floats);
        }

        long[] integers = new long[length];
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<byte> element = bits == 4 ? raw.Slice(i / 2, 1) : raw.Slice(i * (bits / 8), bits / 8);
            integers[i] = type switch
            {
                // The first of two stands in the lower half.
                DataType.Uint4 => (element[0] >> (4 * (i % 2))) & 15,
                DataType.Int4 => (sbyte)(element[0] << (4 * (1 - (i % 2)))) >> 4,
                DataType.Bool or DataType.Uint8 => element[0],
                DataType.Int8 => (sbyte)element[0],
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                _ => BinaryPrimitives.ReadInt64LittleEndian(element),
            };
        }

        return Constant.Of(dims, integers) with { Type = type };
    }
}
