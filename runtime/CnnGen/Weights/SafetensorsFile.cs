using System.Reflection;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>
/// A safetensors file, read and checked as a whole before any tensor is used.
/// </summary>
/// <remarks>
/// Each tensor of a readable type has an array of its own, so that a file may be larger than 2 GB; one tensor may not. Tensors
/// that cannot be read (other types, or more than 2 GB) are listed, and refused only by <c>CopyTo</c>: a file may
/// hold counters that the network ignores.
/// </remarks>
internal sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _data = new(StringComparer.Ordinal);

    private SafetensorsFile(string source) => Source = source;

    /// <summary>The file's name, or "the stream": what messages call it.</summary>
    internal string Source { get; }

    internal IReadOnlyDictionary<string, SafetensorsTensor> Tensors => _tensors;

    internal static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new WeightsException($"'{fullPath}' is a directory; a safetensors file was expected.");
        }

        using FileStream stream = OpenStream(fullPath);
        return Read(stream, Path.GetFileName(fullPath));
    }

    /// <summary>Reads a resource of an assembly.</summary>
    internal static SafetensorsFile OpenResource(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)
            ?? throw new FileNotFoundException($"The assembly {assembly.GetName().Name} has no resource '{resource}' with weights: has it been built with its CnnGenWeights?", resource);
        return Read(stream, $"the resource '{resource}'");
    }

    /// <summary>Reads from the stream's position to its end. The stream stays open.</summary>
    internal static SafetensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "the stream");
    }

    /// <summary>Writes a tensor's elements as floats, in the file's order.</summary>
    internal void CopyTo(SafetensorsTensor tensor, Span<float> destination)
    {
        byte[] bytes = Bytes(tensor, SafetensorsDType.IsReadable(tensor.DType), "F32, F16, BF16 or F64", destination.Length);
        SafetensorsConversion.ToSingle(bytes, tensor.DType, destination);
    }

    /// <summary>Writes the elements of a tensor of the type I32, in the file's order.</summary>
    internal void CopyTo(SafetensorsTensor tensor, Span<int> destination)
    {
        byte[] bytes = Bytes(tensor, tensor.DType == SafetensorsDType.Int32, SafetensorsDType.Int32, destination.Length);
        bytes.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    private byte[] Bytes(SafetensorsTensor tensor, bool isOfType, string expected, int length)
    {
        if (!_tensors.TryGetValue(tensor.Name, out SafetensorsTensor? own) || !ReferenceEquals(own, tensor))
        {
            throw new ArgumentException($"The tensor is not one of {Source}.", nameof(tensor));
        }

        if (!isOfType)
        {
            throw new WeightsException(
                $"{Source}: tensor {SafetensorsText.Quote(tensor.Name)} is of the type {SafetensorsText.Quote(tensor.DType)}; {expected} was expected.");
        }

        if (!_data.TryGetValue(tensor.Name, out byte[]? bytes))
        {
            throw new WeightsException(
                $"{Source}: tensor {SafetensorsText.Quote(tensor.Name)} takes {tensor.ByteLength} bytes; a tensor of at most {Array.MaxLength} bytes can be read.");
        }

        return length == tensor.ElementCount
            ? bytes
            : throw new ArgumentException(
                $"{Source}: tensor {SafetensorsText.Quote(tensor.Name)} has {tensor.ElementCount} elements, but the destination has {length}.", nameof(length));
    }

    private static FileStream OpenStream(string fullPath)
    {
        try
        {
            return new FileStream(fullPath, new FileStreamOptions
            {
                Options = FileOptions.SequentialScan,
                BufferSize = 64 * 1024,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"There is no weights file '{fullPath}'.", fullPath, e);
        }
    }

    private static SafetensorsFile Read(Stream stream, string source)
    {
        List<SafetensorsTensor> tensors = SafetensorsHeader.Parse(SafetensorsHeaderBytes.Read(stream, source), source);
        SafetensorsLayout.SortAndCheck(tensors, source);
        var file = new SafetensorsFile(source);
        foreach (SafetensorsTensor tensor in tensors)
        {
            file.Add(tensor, stream);
        }

        if (stream.ReadByte() >= 0)
        {
            long end = tensors.Count == 0 ? 0 : tensors[^1].Offset + tensors[^1].ByteLength;
            throw new WeightsException(
                $"{source}: the tensors end at byte {end} of the data, but the file goes on: it has bytes that belong to no tensor.");
        }

        return file;
    }

    private void Add(SafetensorsTensor tensor, Stream stream)
    {
        long found;
        if ((SafetensorsDType.IsReadable(tensor.DType) || tensor.DType == SafetensorsDType.Int32) && tensor.ByteLength <= Array.MaxLength)
        {
            byte[] bytes = SafetensorsBytes.ReadUpTo(stream, (int)tensor.ByteLength);
            found = bytes.Length;
            SafetensorsConversion.ToMachineOrder(bytes, tensor.DType);
            _data.Add(tensor.Name, bytes);
        }
        else
        {
            found = SafetensorsBytes.SkipUpTo(stream, tensor.ByteLength);
        }

        if (found < tensor.ByteLength)
        {
            throw new WeightsException($"{Source}: tensor {SafetensorsText.Quote(tensor.Name)} ends at byte "
                + $"{tensor.Offset + tensor.ByteLength} of the data, but the file holds only {tensor.Offset + found}: "
                + "the file is truncated.");
        }

        _tensors.Add(tensor.Name, tensor);
    }
}
