using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CnnGen.DigitPad.Tests;

/// <summary>The page and a server that is slow, or gone.</summary>
public sealed class LiveTests(PadServer server, Chromium chromium)
{
    [Fact]
    public async Task OneRequestIsUnderWayAtATimeAndTheNewestDrawingWins()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        (int underWay, int most, int count) = (0, 0, 0);
        await pad.Page.RouteAsync("**/trace", async route =>
        {
            count++;
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Delay(300);
            Interlocked.Decrement(ref underWay);
            await route.ContinueAsync();
        });
        foreach (int digit in new[] { 0, 1, 2, 4, 5, 6, 7 })
        {
            await pad.Page.GetByRole(AriaRole.Button, new() { Name = $"A handwritten {digit}" }).ClickAsync();
        }

        await pad.ExpectGuessAsync("7");
        Assert.Equal(1, most);
        Assert.True(count < 7, $"{count} requests for 7 drawings: none was passed over.");
    }

    [Fact]
    public async Task AFaultIsSaidUntilAnAnswerComes()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        await pad.Page.RouteAsync("**/trace", route => route.FulfillAsync(new() { Status = 200, Body = "no trace" }));
        await pad.ClearAsync();
        await Expect(pad.Page.Locator("#fault")).ToContainTextAsync("Draw on to try again.");
        await pad.Page.UnrouteAsync("**/trace");
        await pad.DrawAsync((0.5f, 0.2f), (0.5f, 0.8f));
        await pad.ExpectGuessAsync("1");
        await pad.ExpectTextAsync("#fault", "");
    }
}
