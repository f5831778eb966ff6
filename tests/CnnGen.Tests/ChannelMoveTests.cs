using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>ChannelShuffle, PixelShuffle2D, Slice and Crop2D, which only move numbers: against the formulas of PyTorch's (Crop2D: Keras's) documentation, exactly.</summary>
public class ChannelMoveTests
{
    private const string Source = """
        using CnnGen;

        [Input(3, 5, 12)]
        [ChannelShuffle(3)]
        public sealed partial class Shuffled;

        [Input(3, 5, 12, Layout = Layout.ChannelsFirst)]
        [ChannelShuffle(4)]
        [ReLU]
        public sealed partial class ShuffledFirst;

        [Input(3, 5, 12)]
        [Crop2D(1)]
        public sealed partial class Cropped;

        [Input(3, 5, 12)]
        [Crop2D(1, 0, 3, 1, Name = "corner")]
        [Crop2D(bottom: 1, right: 0, left: 4, top: 0, From = "input")]
        [Concat("corner")]
        public sealed partial class CroppedAndJoined;

        [Input(3, 5, 18)]
        [PixelShuffle2D(3)]
        public sealed partial class Squares;

        [Input(3, 5, 12)]
        [Slice(3, 7)]
        public sealed partial class Sliced;

        [Input(3, 5, 12)]
        [Slice(5, 3, Name = "right")]
        [Slice(0, 2, From = "input")]
        [Concat("right", "input")]
        public sealed partial class SlicedAndJoined;

        [Input(1, 1, 12)]
        [Flatten]
        [Slice(5, 3)]
        public sealed partial class Units;
        """;

    private static readonly CompiledNetworks _compiled = NetworkCompiler.Compile(Source);

    [Fact]
    public void ChannelShuffle_TakesOneChannelOfEachGroupInTurn()
        => AssertMoves("Shuffled", 12, (y, x, channel) => ((y * 5) + x, ((channel % 3) * 4) + (channel / 3)));

    [Fact]
    public void ChannelShuffle_InChannelsFirstOrder()
    {
        float[] input = Numbers(180);
        float[] output = _compiled["ShuffledFirst"].CreateRandom(1).Forward(input);
        Assert.Equal(Enumerable.Range(0, 180).Select(i => Math.Max(0, input[(((i / 15 % 4) * 3) + (i / 15 / 4)) * 15 + (i % 15)])), output);
    }

    [Fact]
    public void PixelShuffle_MakesSquaresOfPixels()
        => AssertMoves("Squares", 2, (y, x, channel) => ((y / 3 * 5) + (x / 3), (channel * 9) + (y % 3 * 3) + (x % 3)), height: 9, width: 15, inputChannels: 18);

    [Fact]
    public void Slice_TakesChannels() => AssertMoves("Sliced", 7, (y, x, channel) => ((y * 5) + x, channel + 3));

    [Fact]
    public void Slices_JoinAgain()
        => AssertMoves("SlicedAndJoined", 17, (y, x, channel) => ((y * 5) + x, channel < 2 ? channel : channel < 5 ? channel + 3 : channel - 5));

    [Fact]
    public void Slice_TakesUnits() => Assert.Equal([5, 6, 7], _compiled["Units"].CreateRandom(1).Forward([.. Enumerable.Range(0, 12).Select(i => (float)i)]));

    [Fact]
    public void Crop_CutsAsManyOffAllSides() => AssertMoves("Cropped", 12, (_, x, channel) => (5 + x + 1, channel), height: 1, width: 3);

    [Fact]
    public void Crops_HaveANumberForEachSide()
        => AssertMoves("CroppedAndJoined", 24, (y, x, channel) => channel < 12 ? ((y * 5) + x + 4, channel) : (((y + 1) * 5) + x + 3, channel - 12), height: 2, width: 1);

    private static void AssertMoves(string network, int channels, Func<int, int, int, (int Pixel, int Channel)> from, int height = 3, int width = 5, int inputChannels = 12)
    {
        float[] input = Numbers(15 * inputChannels);
        float[] expected =
        [
            .. from y in Enumerable.Range(0, height)
               from x in Enumerable.Range(0, width)
               from channel in Enumerable.Range(0, channels)
               let source = @from(y, x, channel)
               select input[(source.Pixel * inputChannels) + source.Channel],
        ];
        Assert.Equal(expected, _compiled[network].CreateRandom(1).Forward(input));
    }

    private static float[] Numbers(int count) => TestWeights.Uniform(new Random(3), count, 1);
}
