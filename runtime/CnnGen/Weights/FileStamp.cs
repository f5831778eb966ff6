using Microsoft.Win32.SafeHandles;

namespace CnnGen.Runtime;

/// <summary>
/// A file as it was when it was read. Length and time are asked of the opened file, because a path may lead to a symbolic link, whose own
/// length and time say nothing about the file that is read through it.
/// </summary>
/// <param name="FullPath">The path that the caller gave.</param>
/// <param name="Target">Where its symbolic links lead: a link may be pointed at another file of the same length and age.</param>
/// <param name="Length">Bytes; -1 for a file that cannot be opened.</param>
/// <param name="Changed">The time of the last change.</param>
internal readonly record struct FileStamp(string FullPath, string Target, long Length, DateTime Changed)
{
    public static FileStamp Of(string path)
    {
        string fullPath = Path.GetFullPath(path);
        try
        {
            using SafeFileHandle file = File.OpenHandle(fullPath, share: FileShare.ReadWrite | FileShare.Delete);
            string target = File.ResolveLinkTarget(fullPath, returnFinalTarget: true)?.FullName ?? fullPath;
            return new FileStamp(fullPath, target, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file says why it cannot be read.
            return new FileStamp(fullPath, fullPath, -1, default);
        }
    }

    /// <summary>Checks that the file is still the one that the network has its weights from. A file that is gone is left to the reader.</summary>
    /// <exception cref="WeightsException">The file was changed.</exception>
    public void Check(string network)
    {
        FileStamp now = Of(FullPath);
        if (now.Length >= 0 && now != this)
        {
            throw new WeightsException(
                $"{FullPath} was changed after {network} was loaded from it: ForwardTraced reads it again for the layers that Forward computes together with others. Load the network again.");
        }
    }
}
