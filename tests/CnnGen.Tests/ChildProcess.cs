using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Runs classes of this assembly once more, in a process with other switches of the runtime.</summary>
internal static class ChildProcess
{
    public const string RandomNetworksVariable = "CNNGEN_RANDOM_NETWORKS";
    public const string ChildVariable = "CNNGEN_TEST_CHILD";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Whether this process is a child, and what its parent expects of it.</summary>
    public static string? Errand => Environment.GetEnvironmentVariable(ChildVariable);

    /// <summary>Asserts that the child ran tests of every class, and that they passed.</summary>
    public static void RunTests(string errand, Dictionary<string, string> environment, params Type[] classes)
    {
        Assert.SkipWhen(Errand is not null, "A child starts no children.");
        string results = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.xml");
        try
        {
            string output = Run([.. classes.SelectMany(c => new[] { "-class", c.FullName! }), "-xml", results], new(environment)
            {
                [ChildVariable] = errand,

                // Whole batches, which the parent has compiled.
                [RandomNetworksVariable] = "80",
                [Images.FolderVariable] = Images.Folder,
            });
            HashSet<string> ran = [.. Passed(results)];
            Assert.All(classes, c => Assert.True(ran.Contains(c.FullName!), $"No test of {c.Name} passed.\n{output}"));
        }
        finally
        {
            File.Delete(results);
        }
    }

    private static IEnumerable<string> Passed(string results) =>
        XDocument.Load(results).Descendants("test")
            .Where(test => test.Attribute("result")?.Value == "Pass")
            .Select(test => test.Attribute("type")!.Value);

    private static string Run(IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        // The runner may have been started by an apphost or by dotnet: the host beside this runtime serves for both.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        string assembly = typeof(ChildProcess).Assembly.Location;
        ProcessStartInfo start = new(host, ["exec", assembly, "-noLogo", "-noColor", "-parallel", "none", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The child did not end within {Patience}.");
        }

        process.WaitForExit();
        string text = output.Result + error.Result;
        // The JIT closes its summary's file while its other threads may still write to it: then a child whose tests passed dies at its exit.
        bool mayDie = environment.ContainsKey("DOTNET_JitStdOutFile") && text.Contains("Errors: 0, Failed: 0,", StringComparison.Ordinal);
        Assert.True(process.ExitCode == 0 || mayDie, $"The child ended with {process.ExitCode}:\n{text}");
        return text;
    }
}

/// <summary>Tests that start children come last, one by one: the children then run what the other tests compiled.</summary>
[CollectionDefinition(nameof(ParentsOfChildren), DisableParallelization = true)]
public sealed class ParentsOfChildren;
