using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(CnnGen.DigitPad.Tests.PadServer))]

namespace CnnGen.DigitPad.Tests;

/// <summary>The sample as its users start it: a process of its own, at a port that was free.</summary>
public sealed partial class PadServer : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private Process? _process;

    /// <summary>Requests go to the page's folder.</summary>
    public HttpClient Client { get; } = new();

    public Uri Address => Client.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        // Started from elsewhere: the page and the weights are found beside the program.
        ProcessStartInfo start = new(Host, ["exec", Path.Combine(AppContext.BaseDirectory, "DigitPad.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        using CancellationTokenSource impatience = new(_patience);
        string? line = await _process.StandardOutput.ReadLineAsync(impatience.Token);
        Match match = ListensAt().Match(line ?? "");
        Assert.True(match.Success, $"DigitPad was to say where it listens, and said: {line}");
        Client.BaseAddress = new Uri(match.Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    /// <summary>The runner may have been started by an apphost or by dotnet: the host beside this runtime serves for both.</summary>
    private static string Host => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    [GeneratedRegex(@"^DigitPad listens at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListensAt();
}
