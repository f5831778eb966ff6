using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Reads a file as ONNX's protobuf message, or says what the file is instead.</summary>
internal static class ModelFile
{
    /// <summary>Messages in messages: a graph in a node in a graph. Real models stay below ten.</summary>
    private const int DeepestNesting = 64;

    /// <summary>What one array can hold; protobuf's own limit is 2 GB too.</summary>
    private const long LargestFile = int.MaxValue - 64;

    /// <exception cref="ImportException">The file is missing, is not ONNX, or is corrupt.</exception>
    public static ModelProto Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException(File.Exists(Path.Combine(path, "saved_model.pb"))
                ? $"'{MessageText.Of(path)}' is a TensorFlow SavedModel: convert it with 'python -m tf2onnx.convert --saved-model {MessageText.Of(path)} --output model.onnx', then import that."
                : $"'{MessageText.Of(path)}' is a directory; an .onnx file was expected.");
        }

        try
        {
            return Parse(ReadAll(path), Path.GetFileName(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException($"There is no file '{MessageText.Of(path)}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"'{MessageText.Of(path)}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ImportException">It is not ONNX, or is corrupt.</exception>
    public static ModelProto Parse(byte[] bytes, string name)
    {
        RefuseOthers(bytes, name);
        bool looksLikeOnnx = FileKinds.Of(Head(bytes)) == FileKind.Onnx;
        try
        {
            CodedInputStream input = CodedInputStream.CreateWithLimits(new MemoryStream(bytes, writable: false), int.MaxValue, DeepestNesting);
            ModelProto model = ModelProto.Parser.ParseFrom(input);
            return model.Graph is not null
                ? model
                : throw new ImportException($"'{MessageText.Shown(name)}' is not an ONNX model: it has no graph. Give the file that torch.onnx.export, tf2onnx or skl2onnx wrote.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException)
        {
            // Google.Protobuf throws ArgumentException for a length that it cannot hold.
            throw new ImportException(
                looksLikeOnnx
                    ? $"'{MessageText.Shown(name)}' begins like an ONNX model, but is truncated or corrupt: {e.Message} Download or export it again; 'python -c \"import onnx; onnx.checker.check_model('{MessageText.Shown(name)}')\"' checks it."
                    : $"'{MessageText.Shown(name)}' is not an ONNX model, or it is corrupt: {e.Message} Give the file that torch.onnx.export, tf2onnx or skl2onnx wrote.",
                e);
        }
    }

    /// <summary>The file's bytes. Its first ones are looked at before the rest is read, because what is no model may have any size.</summary>
    private static byte[] ReadAll(string path)
    {
        // A symbolic link has a length of its own; the opened file's is that of the target.
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > LargestFile)
        {
            byte[] head = new byte[FileKinds.HeadLength];
            stream.ReadExactly(head);
            RefuseOthers(head, Path.GetFileName(path));
            throw new ImportException($"'{MessageText.Shown(Path.GetFileName(path))}' is larger than 2 GB, which no ONNX file can be: larger weights are stored in a file beside the model (external data).");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ReadOnlySpan<byte> Head(byte[] bytes) => bytes.AsSpan(0, Math.Min(bytes.Length, FileKinds.HeadLength));

    private static void RefuseOthers(byte[] bytes, string name)
    {
        FileKind kind = FileKinds.Of(Head(bytes));
        if (OtherFiles.Advice(kind, bytes) is { } advice)
        {
            throw new ImportException($"'{MessageText.Shown(name)}' is {FileKinds.Name(kind)}{advice}");
        }
    }
}
