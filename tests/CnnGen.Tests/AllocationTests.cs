using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Forward allocates nothing once warm.</summary>
public class AllocationTests
{
    private const int Calls = 50;
    private const int Rounds = 3;

    [Fact]
    public void LeNet5_AllocatesNothing()
    {
        LectureLeNet5 network = LectureLeNet5.CreateRandom(1);
        float[] input = new float[LectureLeNet5.InputLength];
        float[] output = new float[LectureLeNet5.OutputLength];
        Assert.Equal(0, BytesOf(() => network.Forward(input, output)));
    }

    [Fact]
    public void ForwardBatch_OnOneThread_AllocatesNothing()
    {
        LectureLeNet5 network = LectureLeNet5.CreateRandom(1);
        float[] inputs = new float[3 * LectureLeNet5.InputLength];
        float[] outputs = new float[3 * LectureLeNet5.OutputLength];
        Assert.Equal(0, BytesOf(() => network.ForwardBatch(inputs, outputs)));
    }

    [Fact]
    public void RandomNetworks_AllocateNothing()
    {
        TestNetwork[] networks = [.. Enumerable.Range(5000, 24).Select(RandomNetworks.Create)];
        AssertNothing(networks, NetworkCompiler.Compile(networks));
    }

    [Fact]
    public void InADebugBuild_NothingIsAllocatedEither()
    {
        TestNetwork[] networks =
        [
            .. Enumerable.Range(5000, 12).Select(RandomNetworks.Create),
            new("PaddedMean", new Shape(9, 7, 3), Layout.ChannelsLast, [new PoolLayer(Max: false, new Window(3, 3) { Stride = 2, Same = true })]),
        ];
        AssertNothing(networks, NetworkCompiler.CompileInDebug(networks));
    }

    private static void AssertNothing(TestNetwork[] networks, CompiledNetworks compiled)
    {
        foreach (TestNetwork network in networks)
        {
            NetworkInstance instance = compiled[network.ClassName].CreateRandom(1);
            float[] input = new float[instance.Network.InputLength];
            float[] output = new float[instance.Network.OutputLength];
            long bytes = BytesOf(() => instance.Forward(input, output));
            Assert.True(bytes == 0, $"{bytes} bytes in {Calls} calls of\n{network.ToSource()}");

            byte[] pixels = new byte[input.Length];
            bytes = BytesOf(() => instance.Forward(pixels, output));
            Assert.True(bytes == 0, $"{bytes} bytes in {Calls} calls on bytes of\n{network.ToSource()}");
        }
    }

    /// <summary>Bytes of so many calls, of the best of a few rounds: what the runtime allocates once, when it compiles again, is not the network's.</summary>
    private static long BytesOf(Action action)
    {
        action();
        action();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
