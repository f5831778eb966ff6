using Spectre.Console;

namespace Digits;

/// <summary>What the network sees, 32x32 from 0 for the paper to 1 for the ink, drawn in a terminal: two pixels a character.</summary>
internal static class DigitImage
{
    /// <param name="margin">Pixels left out on every side.</param>
    public static Paragraph Draw(ReadOnlySpan<float> image, int margin = 0)
    {
        bool greys = AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: >= ColorSystem.EightBit };
        Paragraph drawing = new();
        for (int y = margin; y < MnistForm.Side - margin; y += 2)
        {
            for (int x = margin; x < MnistForm.Side - margin; x++)
            {
                float upper = image[y * MnistForm.Side + x];
                float lower = image[(y + 1) * MnistForm.Side + x];
                if (greys)
                {
                    drawing.Append("▀", new Style(Grey(upper), Grey(lower)));
                }
                else
                {
                    drawing.Append((upper >= 0.5f, lower >= 0.5f) switch
                    {
                        (true, true) => "█",
                        (true, false) => "▀",
                        (false, true) => "▄",
                        (false, false) => "·",
                    });
                }
            }

            drawing.Append("\n");
        }

        return drawing;
    }

    private static Color Grey(float value)
    {
        byte level = (byte)(24 + 231 * Math.Clamp(value, 0, 1));
        return new Color(level, level, level);
    }
}
