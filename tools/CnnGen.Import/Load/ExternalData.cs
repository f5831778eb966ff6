using System.Globalization;
using Onnx;

namespace CnnGen.Import.Load;

/// <summary>The files that large models keep their weights in, beside the model.</summary>
/// <param name="directory">The model's; null for a model that was not read from a file.</param>
internal sealed class ExternalData(string? directory)
{
    /// <summary>A tensor's bytes.</summary>
    /// <exception cref="ImportException">The file is missing, too short, or not below the model's folder.</exception>
    public byte[] Read(TensorProto tensor, string what, long expected)
    {
        string location = Value(tensor, "location") ?? "";
        long offset = Number(tensor, "offset", what) ?? 0;
        long length = Number(tensor, "length", what) ?? expected;
        if (directory is null)
        {
            throw new ImportException($"{what} is stored in the file '{MessageText.Shown(location)}' beside the model, but the model was not read from a file: import it by its path.");
        }

        string root = Path.GetFullPath(directory);
        if (location.Length == 0 || location.Contains('\0') || Path.IsPathRooted(location)
            || !Path.GetFullPath(Path.Combine(root, location)).StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ImportException($"{what} is stored in the file '{MessageText.Shown(location)}', which is not below the model's own folder, and so is not read. Export the model again, with its weights beside it.");
        }

        using FileStream stream = Open(Path.Combine(root, location), location, what);

        // The length of the opened file: of a symbolic link, as in Hugging Face's cache, that of its target.
        if (length != expected || offset > stream.Length || length > stream.Length - offset)
        {
            throw new ImportException($"{what} takes {expected} bytes, but the model says that it is bytes {offset} to {offset + length} of '{MessageText.Shown(location)}', which has {stream.Length}: that file is truncated, or belongs to another model.");
        }

        byte[] bytes = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static FileStream Open(string path, string location, string what)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException($"{what} is stored in the file '{MessageText.Shown(location)}' beside the model, and that file is missing: copy it there, or export the model as one file (in PyTorch with external_data=False; onnx.save(model, path) does it too).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{what} is stored in the file '{MessageText.Shown(location)}' beside the model, and that file cannot be read: {e.Message}", e);
        }
    }

    private static string? Value(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key, string what)
        => Value(tensor, key) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= int.MaxValue ? number
            : throw new ImportException($"{what} has '{MessageText.Shown(text)}' as the {key} of its data in a file beside the model; a whole number below 2 GB was expected.");
}
