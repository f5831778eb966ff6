using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CnnGen.DigitPad.Tests;

/// <summary>The page in a browser, as one draws.</summary>
public sealed partial class PageTests(PadServer server, Chromium chromium)
{
    private static readonly (float, float)[] _one = [(0.5f, 0.2f), (0.5f, 0.8f)];
    private static readonly (float, float)[] _seven = [(0.3f, 0.25f), (0.7f, 0.25f), (0.45f, 0.8f)];

    [Fact]
    public async Task EveryLayerHasAPanelWithItsArithmeticAndItsMaps()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        Network network = await server.NetworkAsync();
        Assert.Equal(
            network.Layers.Select(layer => layer.Name), await pad.Page.Locator(".layer").EvaluateAllAsync<string[]>("panels => panels.map(panel => panel.id)"));
        foreach (Layer layer in network.Layers)
        {
            ILocator panel = pad.Page.Locator($"#{layer.Name}");
            await Expect(panel.Locator(".declaration")).ToHaveTextAsync(layer.Declaration);
            await Expect(panel.Locator(".shape")).ToHaveTextAsync(string.Join(" × ", layer.Shape));
            foreach (Formula formula in layer.Arithmetic)
            {
                await Expect(panel.Locator(".arithmetic")).ToContainTextAsync(formula.Text.Replace(" x ", " × ").Replace(" - ", " − "));
            }

            int[][] maps = await panel.Locator(".map canvas").EvaluateAllAsync<int[][]>("maps => maps.map(map => [map.height, map.width])");
            int channels = layer.IsMap && layer.Kind != "Input" ? layer.Shape[2] : 0;
            Assert.Equal(Enumerable.Repeat(layer.Shape[..^1], channels), maps);
        }

        // A kernel is 5 x 5, with a gap of a pixel to the next: 6 in a row, and 16 in each of 6 rows.
        Assert.Equal("35x5 95x35", await pad.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('.kernels canvas')].map(table => `${table.width}x${table.height}`).join(' ')"));
    }

    [Fact]
    public async Task AStrokeOfTheMouseChangesTheGuessAndEveryMap()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        await pad.ClearAsync();
        await pad.ExpectGuessAsync("?");
        await pad.DrawAsync(_one);
        await pad.ExpectGuessAsync("1");
        await pad.ExpectTextAsync("#scores .best .digit", "1");
        await Expect(pad.Page.Locator("#spoken")).ToHaveTextAsync(LooksLikeOne());
        await Expect(pad.Page.Locator("#timing")).ToHaveTextAsync(Timing());
        string[] one = await MapsAsync(pad);

        await pad.ClearAsync();
        await pad.DrawAsync(_seven);
        await pad.ExpectGuessAsync("7");
        string[] seven = await MapsAsync(pad);
        Assert.Equal(6 + 6 + 16 + 16, seven.Length);

        // One kernel of the second convolution answers to nearly nothing: its maps may be blank twice.
        Assert.True(one.Zip(seven).Count(maps => maps.First == maps.Second) <= 4, "Most maps show what was there before.");
    }

    [Fact]
    public async Task TheFirstStrokeTakesThePlaceOfTheDigitThatIsThereAtTheStart()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        await pad.DrawAsync(_one);
        await pad.ExpectGuessAsync("1");
    }

    [Fact]
    public async Task EachOfTheDigitsToStartFromIsRead()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        foreach (int digit in new[] { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 })
        {
            await pad.Page.GetByRole(AriaRole.Button, new() { Name = $"A handwritten {digit}" }).ClickAsync();
            await pad.ExpectGuessAsync($"{digit}");
        }
    }

    [Fact]
    public async Task AFingerDrawsAndDoesNotScroll()
    {
        await using PadPage pad = await chromium.OpenAsync(server, new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true });
        // Upwards, which would scroll the page down.
        await pad.TouchAsync((0.5f, 0.8f), (0.5f, 0.6f), (0.5f, 0.4f), (0.5f, 0.2f));
        await pad.ExpectGuessAsync("1");
        Assert.Equal(0, await pad.NumberAsync("scrollY"));
        await pad.Page.Locator("#conv1 .large canvas").TapAsync(new() { Position = new() { X = 3, Y = 3 } });
        await Expect(pad.Page.Locator("#conv1 .large figcaption")).ToContainTextAsync("row 0, column 0: 0.00");
    }

    [Fact]
    public async Task TheKeyboardDoesAll()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        IKeyboard keyboard = pad.Page.Keyboard;
        await PressAsync(keyboard, "Tab", 2);
        await Expect(pad.Pad).ToBeFocusedAsync();
        await keyboard.PressAsync("Delete");
        await pad.ExpectGuessAsync("?");
        await PressAsync(keyboard, "ArrowUp", 9);
        await keyboard.PressAsync("Space");
        await PressAsync(keyboard, "ArrowDown", 18);
        await keyboard.PressAsync("Space");
        await PressAsync(keyboard, "ArrowRight", 9);
        await pad.ExpectGuessAsync("1");
        Assert.NotEqual("none", await pad.Pad.EvaluateAsync<string>("pad => getComputedStyle(pad).outlineStyle"));

        // Past the button and the ten digits to the first convolution's maps.
        await PressAsync(keyboard, "Tab", 12);
        await Expect(pad.Page.Locator("#conv1 .map input").First).ToBeFocusedAsync();
        await PressAsync(keyboard, "ArrowRight", 2);
        await keyboard.PressAsync("Tab");
        await Expect(pad.Page.Locator("#conv1 .large canvas")).ToBeFocusedAsync();
        await PressAsync(keyboard, "ArrowUp", 28);
        await PressAsync(keyboard, "ArrowLeft", 28);
        await PressAsync(keyboard, "ArrowRight", 3);
        await Expect(pad.Page.Locator("#conv1 .large figcaption")).ToContainTextAsync("map 2, row 0, column 3:");
        await pad.ExpectTextAsync("#conv1 .seen figcaption", "sees 5 × 5 of the input: rows 0–4, columns 3–7");
    }

    [Fact]
    public async Task APixelUnderTheMouseShowsWhatItSeesAndHowItComesAbout()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        await pad.Page.Locator("#conv2 .map").Nth(9).ClickAsync();
        ILocator large = pad.Page.Locator("#conv2 .large canvas");
        await large.HoverAsync(new() { Position = new() { X = 28 * 4.5f, Y = 28 * 3.5f } });
        await Expect(pad.Page.Locator("#conv2 .large figcaption")).ToContainTextAsync("map 9, row 3, column 4:");
        await pad.ExpectTextAsync("#conv2 .seen figcaption", "sees 14 × 14 of the input: rows 6–19, columns 8–21");

        // 32 pixels of 6: rows 6 to 19 begin at 36 and are 84 high.
        Assert.Equal("36 48 84 84", await pad.Page.EvaluateAsync<string>(
            "(({ offsetTop, offsetLeft, offsetHeight, offsetWidth }) => [offsetTop, offsetLeft, offsetHeight, offsetWidth].join(' '))(document.querySelector('#conv2 .seen .mark'))"));
        await pad.Page.Locator("#maxpool2 .large canvas").HoverAsync(new() { Position = new() { X = 279, Y = 279 } });
        await pad.ExpectTextAsync("#maxpool2 .seen figcaption", "sees 16 × 16 of the input: rows 16–31, columns 16–31");
        foreach (Layer layer in (await server.NetworkAsync()).Layers.Where(layer => layer.IsMap && layer.Kind != "Input"))
        {
            string field = layer.ReceptiveField.Replace("x", " × ");
            await Expect(pad.Page.Locator($"#{layer.Name} .seen figcaption")).ToContainTextAsync($"sees {field} of");
            await Expect(pad.Page.Locator($"#{layer.Name} .arithmetic")).ToContainTextAsync($"receptive field{field}");
        }
    }

    [Fact]
    public async Task TheSumsThatTheBrowserShowsAreTheNetworksNumbers()
    {
        await using PadPage pad = await chromium.OpenAsync(server);
        foreach (string convolution in new[] { "conv1", "conv2" })
        {
            foreach (ILocator map in await pad.Page.Locator($"#{convolution} .map").AllAsync())
            {
                await map.ClickAsync();
                string caption = await pad.Page.Locator($"#{convolution} .large figcaption").InnerTextAsync();
                string equation = await pad.Page.Locator($"#{convolution} .equation").InnerTextAsync();
                Assert.Equal(caption.Split(": ")[1], equation.Split("ReLU: ")[1]);
            }
        }

        foreach ((string dense, int units) in new[] { ("dense1", 120), ("dense2", 84), ("dense3", 10) })
        {
            await pad.Page.Locator($"#{dense} .strip canvas").First.FocusAsync();
            for (int unit = 0; unit < units; unit += units / 5)
            {
                await pad.Page.Keyboard.PressAsync(unit % 2 == 0 ? "ArrowRight" : "ArrowDown");
                string caption = await pad.Page.Locator($"#{dense} .strip > figcaption").InnerTextAsync();
                string equation = await pad.Page.Locator($"#{dense} .equation").InnerTextAsync();
                Assert.Equal(caption.Split(" is ")[^1].TrimEnd('.'), equation.Split(["= ", "ReLU: "], StringSplitOptions.None)[^1]);
            }
        }
    }

    private static async Task PressAsync(IKeyboard keyboard, string key, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await keyboard.PressAsync(key);
        }
    }

    private static Task<string[]> MapsAsync(PadPage pad)
        => pad.Page.Locator(".map canvas").EvaluateAllAsync<string[]>("maps => maps.map(map => map.toDataURL())");

    [GeneratedRegex(@"^It looks like 1, \d+\.\d %\.$")]
    private static partial Regex LooksLikeOne();

    [GeneratedRegex(@"^Forward took \d+ µs on the server\.$")]
    private static partial Regex Timing();
}
