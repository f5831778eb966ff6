using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CnnGen.DigitPad.Tests;

/// <summary>The page, opened. What the browser complains about, as a script's error or what the content policy forbids, fails the test at its end.</summary>
public sealed class PadPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private PadPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    public ILocator Pad => Page.Locator("#pad");

    public ILocator Guess => Page.Locator("#guess");

    public static async Task<PadPage> OpenAsync(IBrowserContext context, Uri address)
    {
        PadPage opened = new(await context.NewPageAsync());
        await opened.Page.GotoAsync(address.ToString());
        await opened.ExpectGuessAsync("3");
        return opened;
    }

    /// <summary>Waits until the page shows this guess.</summary>
    public Task ExpectGuessAsync(string guess) => Expect(Guess).ToHaveTextAsync(guess);

    public Task ExpectTextAsync(string selector, string text) => Expect(Page.Locator(selector)).ToHaveTextAsync(text);

    public Task ClearAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();

    /// <summary>Draws a line with the mouse; the points are shares of the pad's width and height.</summary>
    public async Task DrawAsync(params (float X, float Y)[] points)
    {
        (float X, float Y)[] pixels = await OnPadAsync(points);
        await Page.Mouse.MoveAsync(pixels[0].X, pixels[0].Y);
        await Page.Mouse.DownAsync();
        foreach ((float x, float y) in pixels[1..])
        {
            await Page.Mouse.MoveAsync(x, y, new() { Steps = 5 });
        }

        await Page.Mouse.UpAsync();
    }

    /// <summary>Draws a line with a finger.</summary>
    public async Task TouchAsync(params (float X, float Y)[] points)
    {
        ICDPSession session = await Page.Context.NewCDPSessionAsync(Page);
        (float X, float Y)[] pixels = await OnPadAsync(points);
        foreach ((int i, (float x, float y)) in pixels.Index())
        {
            await SendAsync(session, i == 0 ? "touchStart" : "touchMove", new { x, y });
        }

        await SendAsync(session, "touchEnd");
    }

    public async Task<double> NumberAsync(string script) => await Page.EvaluateAsync<double>(script);

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(_complaints);
    }

    private static Task SendAsync(ICDPSession session, string type, params object[] points)
        => session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });

    private async Task<(float X, float Y)[]> OnPadAsync((float X, float Y)[] points)
    {
        await Pad.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await Pad.BoundingBoxAsync())!;
        return [.. points.Select(point => (box.X + point.X * box.Width, box.Y + point.Y * box.Height))];
    }
}
