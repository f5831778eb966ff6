namespace CnnGen.Runtime;

/// <summary>A file as it was when it was read: by its length and the time of its last change.</summary>
internal readonly record struct FileStamp(string FullPath, long Length, DateTime Changed)
{
    public static FileStamp Of(string path)
    {
        FileInfo file = new(Path.GetFullPath(path));
        return new FileStamp(file.FullName, file.Exists ? file.Length : 0, file.LastWriteTimeUtc);
    }

    /// <summary>Throws where the file is not the one any more that the network has its weights from.</summary>
    public void Check(string network)
    {
        if (File.Exists(FullPath) && Of(FullPath) != this)
        {
            throw new WeightsException(
                $"{FullPath} was changed after {network} was loaded from it: ForwardTraced reads it again for the layers that Forward computes together with others. Load the network again.");
        }
    }
}
