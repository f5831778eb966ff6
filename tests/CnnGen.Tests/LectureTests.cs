using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Every worked example of the CNN lecture that the project follows.</summary>
public class LectureTests
{
    private static readonly float[] MaxPoolInput = [1, 1, 2, 4, 2, 4, 7, 8, 3, 2, 1, 0, 1, 1, 2, 4];

    [Fact]
    public void PixelTable_WithTheCrossShapedKernel_Gives429AtTheTopLeft()
    {
        float[] pixels =
        [
            18, 54, 51, 239, 244, 188,
            55, 121, 75, 78, 95, 88,
            35, 24, 204, 113, 109, 221,
            3, 154, 104, 235, 25, 130,
            15, 253, 225, 159, 78, 233,
            68, 85, 180, 214, 245, 0,
        ];
        PixelTable network = PixelTable.Load(OneKernel(1, 0, 1, 0, 1, 0, 1, 0, 1));
        float[] output = new float[PixelTable.OutputLength];
        network.Forward(pixels, output);

        Assert.Equal(16, output.Length);
        Assert.Equal(429, output[0]);
    }

    [Fact]
    public void SixBySixByThree_WithOneKernel_GivesFourByFourByOne() => AssertShape("4x4x1", OneKernelOverColour.Summary);

    [Fact]
    public void SevenBySevenByThree_With128Kernels_GivesFiveByFiveBy128() => AssertShape("5x5x128", ManyKernelsOverColour.Summary);

    [Fact]
    public void EightByEightByThree_WithFiveKernels_GivesSixBySixByFive() => AssertShape("6x6x5", FiveKernels.Summary);

    [Fact]
    public void ImageOfOnes_WithAKernelOfOnes_GivesThreeByThreeOf27()
    {
        float[] output = new float[Ones.OutputLength];
        Ones.Load(OneKernel([.. Enumerable.Repeat(1f, 27)])).Forward([.. Enumerable.Repeat(1f, Ones.InputLength)], output);

        AssertShape("3x3x1", Ones.Summary);
        Assert.Equal(Enumerable.Repeat(27f, 9), output);
    }

    [Fact]
    public void SevenWide_WithAKernelOfThree_GivesFiveAtStride1() => AssertShape("5x5x1", SevenWideStride1.Summary);

    [Fact]
    public void SevenWide_WithAKernelOfThree_GivesThreeAtStride2() => AssertShape("3x3x1", SevenWideStride2.Summary);

    [Fact]
    public void ThirtyTwoByThirtyTwoByThree_WithOneValidFilter_GivesTwentyEight() => AssertShape("28x28x1", OneFilterValid.Summary);

    [Fact]
    public void ThirtyTwoByThirtyTwoByThree_WithTenValidFilters_GivesTenMaps() => AssertShape("28x28x10", TenFiltersValid.Summary);

    [Fact]
    public void ThirtyTwoByThirtyTwoByThree_WithTenSameFilters_KeepsItsSize() => AssertShape("32x32x10", TenFiltersSame.Summary);

    [Fact]
    public void TwentyFiltersOfEight_Stride2Pad1_GiveFourteen() => AssertShape("14x14x20", TwentyFiltersPadded.Summary);

    [Fact]
    public void SixtyFourFilters_SameStride1_GiveThirtyTwo() => AssertShape("32x32x64", SixtyFourSameStride1.Summary);

    [Fact]
    public void SixtyFourFilters_ValidStride1_GiveTwentyEight() => AssertShape("28x28x64", SixtyFourValidStride1.Summary);

    [Fact]
    public void SixtyFourFilters_ValidStride2_GiveFourteen() => AssertShape("14x14x64", SixtyFourValidStride2.Summary);

    [Fact]
    public void MaxPooling_Stride2()
    {
        float[] output = new float[MaxPoolStride2.OutputLength];
        MaxPoolStride2.CreateRandom(0).Forward(MaxPoolInput, output);
        Assert.Equal([4, 8, 3, 4], output);
    }

    [Fact]
    public void MaxPooling_Stride1()
    {
        float[] output = new float[MaxPoolStride1.OutputLength];
        MaxPoolStride1.CreateRandom(0).Forward(MaxPoolInput, output);

        // The lecture misprints one 8 as 7.
        Assert.Equal([4, 7, 8, 4, 7, 8, 3, 2, 4], output);
    }

    [Fact]
    public void AveragePooling_Stride2()
    {
        float[] output = new float[AvgPoolStride2.OutputLength];
        AvgPoolStride2.CreateRandom(0).Forward([1f, 1, 2, 3, 2, 4, 7, 8, 3, 2, 1, 3, 1, 2, 2, 4], output);
        Assert.Equal([2, 5, 2, 2.5f], output);
    }

    [Fact]
    public void Elu_IsItsInputAboveZero_AndAlphaTimesExpMinusOneBelow()
    {
        float[] input = [-10, -2, -1, -0.001f, 0, 0.5f, 3];
        float[] ofOne = new float[input.Length];
        float[] ofHalf = new float[input.Length];
        EluOfOne.CreateRandom(0).Forward(input, ofOne);
        EluOfHalf.CreateRandom(0).Forward(input, ofHalf);

        for (int i = 0; i < input.Length; i++)
        {
            double below = Math.Exp(input[i]) - 1;
            Assert.Equal(input[i] > 0 ? input[i] : below, ofOne[i], 1e-6);
            Assert.Equal(input[i] > 0 ? input[i] : 0.5 * below, ofHalf[i], 1e-6);
        }
    }

    [Fact]
    public void LeNet5_HasTheFeatureMapsOfTheLecture()
    {
        string[] maps = ["28x28x6", "14x14x6", "10x10x16", "5x5x16", "400", "120", "84", "10"];
        Assert.Equal(maps, LectureLeNet5.Summary.Shapes());
        Assert.Equal([4704, 1176, 1600, 400, 400, 120, 84, 10], LectureLeNet5.Summary.OutputLengths());
    }

    [Fact]
    public void LeNet5_HasTheParametersOfTheLecture()
    {
        Assert.Equal([156, 0, 2416, 0, 0, 48120, 10164, 850], LectureLeNet5.Summary.Parameters());
        Assert.Equal(156 + 2416 + 48120 + 10164 + 850, LectureLeNet5.ParameterCount);
    }

    /// <summary>C1 sees 5 pixels, S2 6, C3 14, S4 16, and C5 the whole image.</summary>
    [Fact]
    public void LeNet5_HasTheReceptiveFieldsAndTheArithmeticOfTheLecture()
    {
        IReadOnlyList<LayerSummary> layers = LectureLeNet5.Summary.Layers;
        Assert.Equal(["5x5", "6x6", "14x14", "16x16", "16x16", "32x32", "32x32", "32x32"], layers.Select(layer => layer.ReceptiveField));
        Assert.Equal(["(32 + 0 - 5)/1 + 1 = 28", "(28 + 0 - 2)/2 + 1 = 14", "(14 + 0 - 5)/1 + 1 = 10", "(10 + 0 - 2)/2 + 1 = 5"], layers.Take(4).Select(layer => layer.Formula));
        Assert.Equal([117_600, 0, 240_000], layers.Take(3).Select(layer => layer.MultiplyAdds));
        Assert.Contains("5x5", LectureLeNet5.Summary.ToString().Split('\n')[3], StringComparison.Ordinal);
    }

    [Fact]
    public void MillionUnits_LocallyConnectedByTenByTen_Have100MillionWeights()
    {
        AssertShape("1000x1000x1", MillionLocalUnits.Summary);
        Assert.Equal(100_000_000, MillionLocalUnits.ParameterCount);
    }

    private static void AssertShape(string expected, NetworkSummary summary) => Assert.Equal(expected, summary.Shapes()[^1]);

    private static MemoryStream OneKernel(params float[] values) => SafetensorsWriter.ToStream(new Dictionary<string, Tensor>
    {
        ["conv1.weight"] = new([1, values.Length / 9, 3, 3], values),
        ["conv1.bias"] = new([1], [0]),
    });
}
