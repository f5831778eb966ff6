using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CnnGen.Package.Tests;

/// <summary>The SDK's command line, as a user would call it: without what the test run set for itself.</summary>
internal static class DotNet
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    public static (int ExitCode, string Output) Run(string directory, params string[] arguments) => RunProgram("dotnet", directory, arguments);

    /// <summary>Any program, as <see cref="Run"/> runs dotnet.</summary>
    public static (int ExitCode, string Output) RunProgram(string program, string directory, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfTheTestRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        // No compiler or build server may outlive the test and hold the packages' files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        // A tool's own executable looks for .NET there.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran longer than {_patience}.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    public static string RunToSuccess(string directory, params string[] arguments)
    {
        (int exitCode, string output) = Run(directory, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    private static bool IsOfTheTestRun(string variable)
        => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || variable is "DOTNET_HOST_PATH" or "VSTEST_CONNECTION_TIMEOUT" or "MSBuildSDKsPath" or "MSBuildExtensionsPath" or "Configuration";
}
