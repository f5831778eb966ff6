namespace Digits;

/// <summary>
/// The form of MNIST's images, as the network takes them: 32x32 pixels, ink 1 on paper 0, the digit fitted into 20x20 of them, its
/// centre of mass in the middle. A network reads well only what looks like the images that it was trained on.
/// </summary>
internal static class MnistForm
{
    public const int Side = 32;
    public const int Length = Side * Side;

    private const int InkSide = 20;

    /// <summary>Where MNIST's images have their centre of mass: the middle of pixel 14 of 28, which is pixel 16 of 32.</summary>
    private const float Centre = 16.5f;

    /// <summary>Scales the ink's bounding box to 20 pixels on its longer side and moves its centre of mass to the middle.</summary>
    /// <param name="ink">A picture, row by row, from 0 for the paper to 1 for the ink. It must have some ink.</param>
    /// <param name="width">The picture's columns.</param>
    /// <param name="height">The picture's rows.</param>
    /// <returns>32x32 numbers from 0 to 1, the darkest of them 1.</returns>
    public static float[] Fit(float[] ink, int width, int height)
    {
        (int left, int top, int right, int bottom) = (width, height, 0, 0);
        (double mass, double massX, double massY) = (0, 0, 0);
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] > 0)
            {
                (int y, int x) = Math.DivRem(i, width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                (mass, massX, massY) = (mass + ink[i], massX + ink[i] * (x + 0.5), massY + ink[i] * (y + 0.5));
            }
        }

        // A pixel of the image covers a square of `scale` pixels of the picture.
        double scale = Math.Max(right - left, bottom - top) / (double)InkSide;
        double originX = massX / mass - Centre * scale;
        double originY = massY / mass - Centre * scale;
        float[] image = new float[Length];
        for (int i = 0; i < image.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, Side);
            image[i] = Mean(ink, width, height, originX + x * scale, originY + y * scale, scale);
        }

        // A thin pen leaves grey lines; MNIST's darkest pixel is always full ink.
        float most = image.Max();
        return Array.ConvertAll(image, value => value / most);
    }

    /// <summary>The mean over a square of the picture; its edges count the share of a pixel that they cover.</summary>
    private static float Mean(float[] ink, int width, int height, double left, double top, double side)
    {
        double sum = 0;
        for (int y = Math.Max(0, (int)Math.Floor(top)); y < Math.Min(height, top + side); y++)
        {
            double rows = Math.Min(y + 1, top + side) - Math.Max(y, top);
            for (int x = Math.Max(0, (int)Math.Floor(left)); x < Math.Min(width, left + side); x++)
            {
                double columns = Math.Min(x + 1, left + side) - Math.Max(x, left);
                sum += rows * columns * ink[y * width + x];
            }
        }

        return (float)(sum / (side * side));
    }
}
