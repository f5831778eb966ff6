namespace CnnGen.Conformance.Backend;

/// <summary>Finds ONNX's own backend tests on this machine: Debian's package <c>libonnx-testdata</c>, or where an environment variable says.</summary>
internal static class BackendData
{
    /// <summary>The environment variable of the folder that has <c>node</c>, <c>simple</c> and the others in it.</summary>
    public const string Variable = "CNNGEN_ONNX_TESTDATA";

    /// <summary>The folders whose tests are in the table.</summary>
    public static readonly string[] Kinds = ["node", "simple", "pytorch-operator", "pytorch-converted"];

    private static readonly string[] UsualPlaces =
    [
        "/usr/share/libonnx-testdata/data",
        "/usr/lib/python3/dist-packages/onnx/backend/test/data",
    ];

    /// <summary>The folder of the tests, which the environment variable alone says where it is set; null where there is none.</summary>
    public static string? Folder { get; } = (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said ? [said] : UsualPlaces).FirstOrDefault(HasTests);

    /// <summary>Every test of the four folders, by name.</summary>
    public static IEnumerable<BackendTest> Tests(string folder)
        => from kind in Kinds
           from path in Directory.GetDirectories(Path.Combine(folder, kind)).Order(StringComparer.Ordinal)
           where File.Exists(Path.Combine(path, BackendTest.ModelName))
           select new BackendTest(kind, path);

    private static bool HasTests(string folder) => Kinds.All(kind => Directory.Exists(Path.Combine(folder, kind)));
}
