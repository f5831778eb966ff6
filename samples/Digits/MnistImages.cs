using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits;

/// <summary>MNIST's test images, as the network takes them, and the digits that they are.</summary>
internal sealed class MnistImages
{
    private const int Side = 28;
    private const int Border = (MnistForm.Side - Side) / 2;

    private readonly float[] _pixels;
    private readonly byte[] _labels;

    private MnistImages(byte[] bytes, byte[] labels)
    {
        _labels = labels;
        _pixels = new float[labels.Length * MnistForm.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            (int row, int x) = Math.DivRem(i, Side);
            (int image, int y) = Math.DivRem(row, Side);
            _pixels[image * MnistForm.Length + (y + Border) * MnistForm.Side + x + Border] = bytes[i] / 255f;
        }
    }

    public int Count => _labels.Length;

    public ReadOnlySpan<float> this[int i] => _pixels.AsSpan(i * MnistForm.Length, MnistForm.Length);

    public int LabelOf(int i) => _labels[i];

    public static MnistImages Load(string folder) => new(
        ReadIdx(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), dimensions: 3),
        ReadIdx(Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"), dimensions: 1));

    /// <summary>IDX: two zeros, the type (8: bytes), the count of dimensions, each as a big-endian integer, the data.</summary>
    private static byte[] ReadIdx(string path, int dimensions)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        stream.ReadExactly(header);
        if (BinaryPrimitives.ReadInt32BigEndian(header) != 0x0800 + dimensions)
        {
            throw new InvalidDataException($"{path} is not an IDX file of bytes in {dimensions} dimensions.");
        }

        int length = 1;
        for (int d = 1; d <= dimensions; d++)
        {
            length *= BinaryPrimitives.ReadInt32BigEndian(header[(4 * d)..]);
        }

        byte[] data = new byte[length];
        stream.ReadExactly(data);
        return data;
    }
}
