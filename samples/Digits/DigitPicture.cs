using StbImageSharp;

namespace Digits;

/// <summary>Why a picture cannot be read, in one line.</summary>
internal sealed class PictureException(string message) : Exception(message);

/// <summary>
/// Reads a picture of a digit from a file, finds its ink, and brings it into the form of MNIST's images.
/// </summary>
internal static class DigitPicture
{
    /// <summary>A picture whose greys all lie this close to the paper's is empty.</summary>
    private const float LeastContrast = 1 / 16f;

    /// <summary>Less than this share of the full contrast is noise or shadow on the paper.</summary>
    private const float PaperNoise = 0.2f;

    public static float[] Load(string path)
    {
        ImageResult picture = Decode(path);
        int width = picture.Width;
        int height = picture.Height;
        float[] ink = Ink(Greys(picture.Data), width, height)
            ?? throw new PictureException($"{path} is empty: a picture of {width}x{height} pixels with no digit in it.");
        return MnistForm.Fit(ink, width, height);
    }

    private static ImageResult Decode(string path)
    {
        if (Directory.Exists(path))
        {
            throw new PictureException($"{path} is a folder; a picture was expected.");
        }

        if (!File.Exists(path))
        {
            throw new PictureException($"{path}: there is no such file.");
        }

        try
        {
            return ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.GreyAlpha);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"{path} cannot be read: {fault.Message}");
        }
        catch (Exception)
        {
            // The decoder says that it does not know a file, or trips over one that is torn, by various exceptions.
            throw new PictureException($"{path} is not a picture that can be read: PNG, JPEG, BMP, GIF, TGA or PSD.");
        }
    }

    /// <summary>Greys from 0 to 1. Behind what is transparent lies paper, black or white: the one further from the ink.</summary>
    private static float[] Greys(byte[] greyAlpha)
    {
        double visible = 0;
        double opacity = 0;
        for (int i = 0; i < greyAlpha.Length; i += 2)
        {
            visible += greyAlpha[i] / 255f * greyAlpha[i + 1];
            opacity += greyAlpha[i + 1];
        }

        float paper = visible < opacity / 2 ? 1 : 0;
        float[] greys = new float[greyAlpha.Length / 2];
        for (int i = 0; i < greys.Length; i++)
        {
            float alpha = greyAlpha[2 * i + 1] / 255f;
            greys[i] = alpha * greyAlpha[2 * i] / 255f + (1 - alpha) * paper;
        }

        return greys;
    }

    /// <summary>
    /// 0 for the paper to 1 for the ink. The paper is the median along the border, the ink what is furthest from it; null if
    /// there is none.
    /// </summary>
    private static float[]? Ink(float[] greys, int width, int height)
    {
        float paper = MedianOfBorder(greys, width, height);
        float darkest = paper - greys.Min();
        float brightest = greys.Max() - paper;
        float contrast = Math.Max(darkest, brightest);
        if (contrast < LeastContrast)
        {
            return null;
        }

        float sign = darkest > brightest ? -1 : 1;
        return Array.ConvertAll(greys, grey => Math.Max(0, (sign * (grey - paper) / contrast - PaperNoise) / (1 - PaperNoise)));
    }

    private static float MedianOfBorder(float[] greys, int width, int height)
    {
        List<float> border = [];
        for (int i = 0; i < greys.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            if (x == 0 || y == 0 || x == width - 1 || y == height - 1)
            {
                border.Add(greys[i]);
            }
        }

        border.Sort();
        return border[border.Count / 2];
    }
}
