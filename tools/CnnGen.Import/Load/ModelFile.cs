using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Reads a file as ONNX's protobuf message, or says what the file is instead.</summary>
internal static class ModelFile
{
    /// <summary>Messages in messages: a graph in a node in a graph. Real models stay below ten.</summary>
    private const int DeepestNesting = 64;

    /// <exception cref="ImportException">The file is missing, is not ONNX, or is damaged.</exception>
    public static ModelProto Open(string path)
    {
        string name = Path.GetFileName(path);
        if (Directory.Exists(path))
        {
            throw new ImportException(File.Exists(Path.Combine(path, "saved_model.pb"))
                ? $"'{path}' is a TensorFlow SavedModel: convert it with 'python -m tf2onnx.convert --saved-model {path} --output model.onnx', then import that."
                : $"'{path}' is a directory; an .onnx file was expected.");
        }

        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > int.MaxValue - 64 })
            {
                throw new ImportException($"'{name}' is larger than 2 GB, which no ONNX file can be: weights beyond that belong into a file beside it.");
            }

            return Parse(File.ReadAllBytes(path), name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException($"There is no file '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ImportException">It is not ONNX, or is damaged.</exception>
    public static ModelProto Parse(byte[] bytes, string name)
    {
        if (Foreign(bytes) is { } foreign)
        {
            throw new ImportException($"'{name}' {foreign}");
        }

        try
        {
            CodedInputStream input = CodedInputStream.CreateWithLimits(new MemoryStream(bytes, writable: false), int.MaxValue, DeepestNesting);
            ModelProto model = ModelProto.Parser.ParseFrom(input);
            return model.Graph is not null
                ? model
                : throw new ImportException($"'{name}' is no ONNX model: it has no graph. Give the file that torch.onnx.export, tf2onnx or skl2onnx wrote.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ImportException($"'{name}' is no ONNX model, or it is truncated or damaged: {e.Message} Export it again, or fetch it again; 'python -c \"import onnx; onnx.checker.check_model('{name}')\"' checks it.", e);
        }
        catch (ArgumentException e)
        {
            // Google.Protobuf gives this for a length that it cannot hold.
            throw new ImportException($"'{name}' is no ONNX model, or it is damaged: {e.Message}", e);
        }
    }

    private static string? Foreign(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "is empty: the export or the download failed. Make it again.";
        }

        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return "is a zip archive, as torch.save and Keras (.keras) write: it holds weights and Python objects, and is no ONNX model. Export it with torch.onnx.export, or with 'python -m tf2onnx.convert'.";
        }

        if (bytes.Length > 4 && bytes[1..].StartsWith("HDF"u8))
        {
            return "is an HDF5 file, as Keras writes (.h5): convert it with 'python -m tf2onnx.convert --keras model.h5 --output model.onnx', then import that.";
        }

        if (bytes.Length > 8 && bytes[4..].StartsWith("TFL3"u8))
        {
            return "is a TensorFlow Lite model: convert it with 'python -m tf2onnx.convert --tflite model.tflite --output model.onnx', then import that. A quantised one must be converted from its float original.";
        }

        if (bytes.Length > 8 && bytes[4..].StartsWith("ORTM"u8))
        {
            return "is in ONNX Runtime's own format (.ort): import the .onnx file that it was made from.";
        }

        if (bytes.StartsWith("version https://git-lfs"u8))
        {
            return "is a Git LFS pointer instead of the model itself: 'git lfs pull' fetches it.";
        }

        if (bytes.Length > 9 && bytes[8] == (byte)'{' && bytes[..8].EndsWith("\0\0\0\0"u8))
        {
            return "is a safetensors file: it holds weights without the network. Import the ONNX model instead, or declare the network as attributes and load this file.";
        }

        if (bytes[0] == 0x80 && bytes.Length > 1 && bytes[1] is >= 2 and <= 5)
        {
            return "is a Python pickle, as older versions of PyTorch and scikit-learn write: export the model with torch.onnx.export or skl2onnx.";
        }

        return bytes[0] is (byte)'{' or (byte)'<' or (byte)'#' ? "is a text file and no ONNX model: it may be an error page in place of the download." : null;
    }
}
