using Digits;

namespace DigitPad;

/// <summary>One of MNIST's test images, for a button on the page.</summary>
/// <param name="Label">The digit that it is.</param>
/// <param name="Index">Its place among the 10,000, from 0.</param>
/// <param name="Pixels">32x32 bytes, 0 for the paper to 255 for the ink.</param>
internal sealed record Example(int Label, int Index, byte[] Pixels)
{
    /// <summary>The first test image of each digit, from 0 to 9.</summary>
    public static Example[] OfEachDigit(MnistImages images) =>
    [
        .. from label in Enumerable.Range(0, 10)
           let index = Enumerable.Range(0, images.Count).First(i => images.LabelOf(i) == label)
           select new Example(label, index, [.. images[index].ToArray().Select(value => (byte)MathF.Round(255 * value))]),
    ];
}
