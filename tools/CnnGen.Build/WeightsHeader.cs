namespace CnnGen.Build;

/// <summary>The header of a weights file, checked as Load checks it, without a look at the numbers behind it.</summary>
internal static class WeightsHeader
{
    /// <summary>The tensors of a file; <paramref name="source"/> is what messages call it.</summary>
    /// <exception cref="WeightsException">The file is corrupt or no safetensors file.</exception>
    public static IReadOnlyList<SafetensorsTensor> Read(Stream stream, string source)
    {
        List<SafetensorsTensor> tensors = SafetensorsHeader.Parse(SafetensorsHeaderBytes.Read(stream, source), source);
        SafetensorsLayout.SortAndCheck(tensors, source);
        long claimed = tensors.Count == 0 ? 0 : tensors[^1].Offset + tensors[^1].ByteLength;
        long found = stream.Length - stream.Position;
        return claimed == found ? tensors : throw new WeightsException(
            $"{source}: the tensors take {claimed} bytes, but {found} follow the header: the file is {(found < claimed ? "truncated" : "too long")}.");
    }
}
