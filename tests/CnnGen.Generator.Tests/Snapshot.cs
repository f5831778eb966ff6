using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit.v3;

namespace CnnGen.Generator.Tests;

/// <summary>
/// Compares generated files with those in <c>_snapshots/</c>, by the file convention of Verify.SourceGenerators:
/// <c>{Class}.{Method}[_{param}={value}]#{hint without .cs}.verified.cs</c>. A file that differs, is new or is no longer generated
/// fails the test; what was generated then lies beside it as <c>.received.cs</c>. To accept everything that is generated:
/// <c>CNNGEN_ACCEPT=1 dotnet test -c Release tests/CnnGen.Generator.Tests</c>, and read the difference in git.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: true);

    private static bool Accepts => Environment.GetEnvironmentVariable("CNNGEN_ACCEPT") == "1";

    public static string Folder { get; } = Path.Combine(Project.Directory, "_snapshots");

    /// <summary>Verifies each file that the generator added.</summary>
    public static void Verify(GeneratorDriver driver)
    {
        string prefix = Path.Combine(Folder, NameOfTest());
        List<string> faults = [];
        HashSet<string> verified = [];
        foreach (GeneratedSourceResult source in driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources))
        {
            string path = $"{prefix}#{Path.ChangeExtension(source.HintName, null)}.verified.cs";
            verified.Add(path);
            if (Compare(path, $"//HintName: {source.HintName}\n{source.SourceText}".Replace("\r", "").TrimEnd('\n')) is { } fault)
            {
                faults.Add(fault);
            }
        }

        Directory.CreateDirectory(Folder);
        foreach (string stale in Directory.GetFiles(Folder, $"{NameOfTest()}#*.verified.cs").Except(verified))
        {
            faults.AddRange(Refuse(stale));
        }

        if (faults.Count > 0)
        {
            Assert.Fail($"{string.Join("\n", faults)}\nIf the difference is meant, run the test again with CNNGEN_ACCEPT=1.");
        }
    }

    private static string? Compare(string path, string text)
    {
        string receivedPath = path.Replace(".verified.cs", ".received.cs");
        byte[] expected = [.. _encoding.GetPreamble(), .. _encoding.GetBytes(text)];
        if (Accepts)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(path, expected);
        }

        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(expected))
        {
            File.Delete(receivedPath);
            return null;
        }

        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(receivedPath, expected);
        return File.Exists(path)
            ? $"{Path.GetFileName(path)} differs from what is generated: {FirstDifference(File.ReadAllText(path), text)}"
            : $"{Path.GetFileName(path)} is missing; {Path.GetFileName(receivedPath)} was written.";
    }

    private static IEnumerable<string> Refuse(string stale)
    {
        if (Accepts)
        {
            File.Delete(stale);
            return [];
        }

        return [$"{Path.GetFileName(stale)} is stale: no such file is generated any more."];
    }

    private static string FirstDifference(string verified, string received)
    {
        string[] old = verified.Split('\n');
        string[] now = received.Split('\n');
        int line = Enumerable.Range(0, Math.Min(old.Length, now.Length)).FirstOrDefault(i => old[i] != now[i], Math.Min(old.Length, now.Length));
        return line < Math.Max(old.Length, now.Length)
            ? $"line {line + 1}\n    verified: {old.ElementAtOrDefault(line)}\n    received: {now.ElementAtOrDefault(line)}"
            : "the text is the same, but not the bytes (BOM, LF, no newline at the end)";
    }

    private static string NameOfTest()
    {
        IXunitTest test = TestContext.Current.Test as IXunitTest
            ?? throw new InvalidOperationException("Snapshots are verified inside a test.");
        ParameterInfo[] parameters = test.TestMethod.Method.GetParameters();
        IEnumerable<string> values = parameters.Zip(test.TestMethodArguments, (parameter, value) => $"_{parameter.Name}={value}");
        return $"{test.TestMethod.TestClass.Class.Name}.{test.TestMethod.MethodName}{string.Concat(values)}";
    }
}
