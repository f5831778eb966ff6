namespace CnnGen;

/// <summary>Recognises a file by its first bytes, whatever its name ends with.</summary>
internal static class FileKinds
{
    /// <summary>How many of the first bytes <see cref="Of"/> looks at; it takes fewer where the file is shorter.</summary>
    internal const int HeadLength = 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Bytes at a fixed place that only one kind of file has there.</summary>
    private static readonly (int Offset, byte[] Bytes, FileKind Kind)[] _signatures =
    [
        (0, [0x89, .. "HDF\r\n"u8], FileKind.Hdf5),
        (4, [.. "TFL3"u8], FileKind.TensorFlowLite),
        (4, [.. "ORTM"u8], FileKind.OnnxRuntime),
        (0, [0x93, .. "NUMPY"u8], FileKind.NumPy),
        (0, [.. "GGUF"u8], FileKind.Gguf),
        (0, [.. "version https://git-lfs"u8], FileKind.GitLfsPointer),
        (0, [0x1F, 0x8B], FileKind.Archive),
        (0, [.. "BZh"u8], FileKind.Archive),
        (0, [0xFD, .. "7zXZ"u8], FileKind.Archive),
        (0, [0x28, 0xB5, 0x2F, 0xFD], FileKind.Archive),
        (0, [.. "7z"u8, 0xBC, 0xAF], FileKind.Archive),
        (0, [.. "Rar!"u8], FileKind.Archive),
        (257, [.. "ustar"u8], FileKind.Archive),
        (0, [0x89, .. "PNG\r\n"u8], FileKind.Picture),
        (0, [0xFF, 0xD8, 0xFF], FileKind.Picture),
        (0, [.. "GIF8"u8], FileKind.Picture),
        (8, [.. "WEBP"u8], FileKind.Picture),
        (0, [.. "%PDF"u8], FileKind.Pdf),
        (0, [0x7F, .. "ELF"u8], FileKind.Program),
        (0, [.. "MZ"u8, 0x90, 0x00], FileKind.Program),
        (0, [0xCF, 0xFA, 0xED, 0xFE], FileKind.Program),
    ];

    /// <param name="head">The file's first <see cref="HeadLength"/> bytes, or all of them where it has fewer.</param>
    internal static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }

        foreach ((int offset, byte[] bytes, FileKind kind) in _signatures)
        {
            if (head.Length > offset && head.Slice(offset).StartsWith(bytes))
            {
                return kind;
            }
        }

        return IsZeros(head) ? FileKind.Zeros
            : head.StartsWith("PK\u0003\u0004"u8) ? OfZip(head)
            : IsSafetensors(head) ? FileKind.Safetensors
            : head.Length > 1 && head[0] == 0x80 && head[1] is >= 2 and <= 5 ? FileKind.Pickle
            : IsHtml(head) ? FileKind.Html
            : IsText(head) ? OfText(head)
            : OfProtobuf(head);
    }

    /// <summary>The kind as a noun with its article: <c>a web page (HTML)</c>.</summary>
    internal static string Name(FileKind kind) => kind switch
    {
        FileKind.Unknown => "a file of an unknown kind",
        FileKind.Empty => "an empty file",
        FileKind.Zeros => "a file of zeros",
        FileKind.Onnx => "an ONNX model",
        FileKind.OnnxRuntime => "a model in ONNX Runtime's own format (.ort)",
        FileKind.Safetensors => "a safetensors file",
        FileKind.PyTorch => "a PyTorch file, as torch.save writes (.pt, .pth)",
        FileKind.Pickle => "a Python pickle",
        FileKind.Keras => "a Keras file (.keras)",
        FileKind.Hdf5 => "an HDF5 file (.h5)",
        FileKind.TensorFlowLite => "a TensorFlow Lite model (.tflite)",
        FileKind.TensorFlow => "a TensorFlow graph (.pb)",
        FileKind.CoreML => "a Core ML model (.mlmodel)",
        FileKind.MLNet => "an ML.NET model (.zip)",
        FileKind.NumPy => "a NumPy array (.npy)",
        FileKind.NumPyArchive => "an archive of NumPy arrays (.npz)",
        FileKind.Gguf => "a language model in the GGUF format",
        FileKind.GitLfsPointer => "a Git LFS pointer",
        FileKind.Html => "a web page (HTML)",
        FileKind.Xml => "an XML document",
        FileKind.Json => "a JSON document",
        FileKind.Text => "a text file",
        FileKind.Zip => "a zip archive",
        FileKind.Archive => "a compressed archive",
        FileKind.Picture => "a picture",
        FileKind.Pdf => "a PDF document",
        FileKind.Program => "a program or a native library",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind has no name."),
    };

    private static bool IsZeros(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            if (value != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>By the names of its entries, which stand before their contents.</summary>
    private static FileKind OfZip(ReadOnlySpan<byte> head)
        => Has(head, "/data.pkl"u8) || Has(head, "/constants.pkl"u8) || Has(head, "/code/__torch__"u8) ? FileKind.PyTorch
            : Has(head, "model.weights.h5"u8) || (Has(head, "metadata.json"u8) && Has(head, "keras_version"u8)) ? FileKind.Keras
            : Has(head, "TrainingInfo"u8) || Has(head, "TransformerChain"u8) ? FileKind.MLNet
            : Has(head, ".npy"u8) ? FileKind.NumPyArchive
            : FileKind.Zip;

    /// <summary>The length of the header, in 8 bytes, then the brace that the header begins with.</summary>
    private static bool IsSafetensors(ReadOnlySpan<byte> head)
        => head.Length > 8 && head[8] == (byte)'{' && head.Slice(4, 4).SequenceEqual("\0\0\0\0"u8);

    /// <summary>Whether it is UTF-8 (or UTF-16 with its mark) without control characters. The last letter may be cut.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return true;
        }

        int following = 0;
        foreach (byte value in head)
        {
            if (following > 0 ? (value & 0xC0) != 0x80 : value is 0x7F or (>= 0x80 and < 0xC2) or > 0xF4 || (value < ' ' && !IsSpace(value)))
            {
                return false;
            }

            following = following > 0 ? following - 1 : value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : value >= 0xC2 ? 1 : 0;
        }

        return true;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r';

    /// <summary>The text without what may stand before its first letter.</summary>
    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith(ByteOrderMark) ? head.Slice(ByteOrderMark.Length) : head;
        while (text.Length > 0 && IsSpace(text[0]))
        {
            text = text.Slice(1);
        }

        return text;
    }

    private static FileKind OfText(ReadOnlySpan<byte> head) => Trimmed(head) switch
    {
        [(byte)'<', ..] => FileKind.Xml,
        [(byte)'{' or (byte)'[', ..] => FileKind.Json,
        _ => FileKind.Text,
    };

    /// <summary>Whether it begins with a tag and has one of a web page, in whatever case and encoding it is written.</summary>
    private static bool IsHtml(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = Trimmed(head);
        if (text.Length == 0 || text[0] != (byte)'<')
        {
            return false;
        }

        byte[] lower = new byte[text.Length];
        for (int i = 0; i < lower.Length; i++)
        {
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] + ('a' - 'A')) : text[i];
        }

        return Has(lower, "<!doctype html"u8) || Has(lower, "<html"u8) || Has(lower, "<head"u8) || Has(lower, "<body"u8) || Has(lower, "<title"u8);
    }

    /// <summary>
    /// Models as messages of protobuf, which have no signature: field 1 of ONNX is the version of its format, field 2 a text; other formats
    /// that begin like it have a message in field 2, and that begins with its own field 1, the byte 10.
    /// </summary>
    private static FileKind OfProtobuf(ReadOnlySpan<byte> head)
    {
        const byte firstText = 0x0A;
        if (head[0] == firstText && (Has(head, "Placeholder"u8) || Has(head, "Const"u8)))
        {
            return FileKind.TensorFlow;
        }

        if (head.Length < 3 || head[0] != 0x08 || head[1] is 0 or > 31)
        {
            return FileKind.Unknown;
        }

        if (head[2] != 0x12)
        {
            return head[2] is 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42 or 0x72 ? FileKind.Onnx : FileKind.Unknown;
        }

        int place = 3;
        while (place < head.Length && head[place] >= 0x80)
        {
            place++;
        }

        bool isMessage = place + 1 < head.Length && head[place] != 0 && head[place + 1] == firstText;
        return !isMessage ? FileKind.Onnx : place > 3 && head[1] == 1 ? FileKind.TensorFlow : FileKind.CoreML;
    }

    private static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> text) => head.IndexOf(text) >= 0;
}
