namespace CnnGen.TestKit;

/// <summary>
/// The assemblies that this process compiled, in a folder of its own until it ends. Processes that it starts with
/// <see cref="FolderVariable"/> read and write there too: they need not compile again what only runs in another way there.
/// </summary>
public static class Images
{
    public const string FolderVariable = "CNNGEN_TEST_IMAGES";

    /// <summary>The folder; empty until an image is kept.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable) ?? OwnFolder();

    /// <summary>The image that was kept under a key by this process, its parent or its parent's other children; else a new one, which is kept.</summary>
    public static byte[] GetOrMake(string key, Func<byte[]> make)
    {
        string path = Path.Combine(Folder, $"{Hash(key, 0):X16}{Hash(key, 1):X16}.dll");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        byte[] image = make();

        // Whole or not at all, whoever reads meanwhile.
        string started = Path.Combine(Folder, Path.GetRandomFileName());
        File.WriteAllBytes(started, image);
        File.Move(started, path, overwrite: true);
        return image;
    }

    /// <summary>FNV-1a: .NET's own hashes need OpenSSL, which an emulated machine may not have.</summary>
    private static ulong Hash(string key, ulong seed)
    {
        ulong hash = 14695981039346656037 + seed;
        foreach (char letter in key)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return hash;
    }

    private static string OwnFolder()
    {
        string folder = Directory.CreateTempSubdirectory("cnngen-images-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Somebody still writes to it: no reason for tests that passed to fail.
            }
        };
        return folder;
    }
}
