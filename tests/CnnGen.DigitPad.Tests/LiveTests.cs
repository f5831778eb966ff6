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
        int count = 0;
        TaskCompletionSource allChosen = new();
        await pad.Page.RouteAsync("**/trace", async route =>
        {
            count++;
            await allChosen.Task;
            await route.ContinueAsync();
        });
        foreach (int digit in new[] { 0, 1, 2, 4, 5, 6, 7 })
        {
            await pad.Page.GetByRole(AriaRole.Button, new() { Name = $"A handwritten {digit}" }).ClickAsync();
        }

        // The first has waited for its answer; of those drawn meanwhile, the last is sent.
        allChosen.SetResult();
        await pad.ExpectGuessAsync("7");
        Assert.Equal(2, count);
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
