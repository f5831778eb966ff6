using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CnnGen.DigitPad.Tests;

/// <summary>Themes and widths.</summary>
public sealed class LookTests(PadServer server, Chromium chromium)
{
    private const string Background = "getComputedStyle(document.body).backgroundColor";

    private const string Map = "document.querySelector('#conv1 .map canvas').toDataURL()";

    [Fact]
    public async Task TheThemeIsTheSystemsUntilOneChoosesWhichIsRemembered()
    {
        await using PadPage pad = await chromium.OpenAsync(server, new() { ColorScheme = ColorScheme.Dark });
        ILocator toggle = pad.Page.Locator("#theme");
        string dark = await pad.Page.EvaluateAsync<string>(Background);
        string darkMap = await pad.Page.EvaluateAsync<string>(Map);
        await Expect(toggle).ToHaveTextAsync("Light theme");

        await toggle.ClickAsync();
        await Expect(toggle).ToHaveTextAsync("Dark theme");
        string light = await pad.Page.EvaluateAsync<string>(Background);
        Assert.NotEqual(dark, light);
        Assert.NotEqual(darkMap, await pad.Page.EvaluateAsync<string>(Map));

        await pad.Page.ReloadAsync();
        await pad.ExpectGuessAsync("3");
        Assert.Equal(light, await pad.Page.EvaluateAsync<string>(Background));

        await toggle.ClickAsync();
        Assert.Equal(dark, await pad.Page.EvaluateAsync<string>(Background));
        Assert.Equal(darkMap, await pad.Page.EvaluateAsync<string>(Map));
    }

    [Fact]
    public async Task TheSystemsThemeMayChangeMeanwhile()
    {
        await using PadPage pad = await chromium.OpenAsync(server, new() { ColorScheme = ColorScheme.Light });
        string lightMap = await pad.Page.EvaluateAsync<string>(Map);
        await pad.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(pad.Page.Locator("#theme")).ToHaveTextAsync("Light theme");
        Assert.NotEqual(lightMap, await pad.Page.EvaluateAsync<string>(Map));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task NothingScrollsSideways(int width)
    {
        await using PadPage pad = await chromium.OpenAsync(server, new() { ViewportSize = new() { Width = width, Height = 740 } });
        string[] tooWide = await pad.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => `${e.tagName}.${e.className}`)");
        Assert.Empty(tooWide);
        Assert.Equal(width, await pad.NumberAsync("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task EveryCanvasIsEnlargedByWholePixels()
    {
        await using PadPage pad = await chromium.OpenAsync(server, new() { ViewportSize = new() { Width = 360, Height = 740 } });
        double[] cells = await pad.Page.Locator(".layer canvas").EvaluateAllAsync<double[]>(
            "all => all.flatMap(canvas => [canvas.clientWidth / canvas.width, canvas.clientHeight / canvas.height])");
        Assert.All(cells, cell => Assert.True(cell >= 2 && cell == Math.Floor(cell), $"{cell} pixels a cell"));
    }
}
