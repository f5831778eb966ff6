using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CnnGen.DigitPad.Tests.Chromium))]

namespace CnnGen.DigitPad.Tests;

/// <summary>The machine's own Chromium, without a window, started once. Playwright downloads none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } path)
        {
            // Other projects' tests may have the machine's cores.
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
        }
    }

    /// <summary>The page in a browser that remembers nothing. Skips the test where there is no Chromium.</summary>
    public async Task<PadPage> OpenAsync(PadServer server, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, $"No {string.Join(" or ", _names)} on the PATH (Debian: apt-get install chromium).");
        IBrowserContext context = await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        return await PadPage.OpenAsync(context, server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find()
        => (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            from name in _names
            select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
