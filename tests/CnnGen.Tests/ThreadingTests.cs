using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>One instance serves many threads, bit for bit.</summary>
public class ThreadingTests
{
    /// <summary>A prime, so that no number of threads divides it.</summary>
    private const int Items = 61;

    private static readonly LectureLeNet5 Network = LectureLeNet5.CreateRandom(1);

    private static readonly float[] Inputs = TestWeights.Uniform(new Random(2), Items * LectureLeNet5.InputLength, 1);

    private static readonly float[] Expected = OneByOne();

    [Fact]
    public void ManyThreads_OnOneInstance_GiveTheResultsOfOneThread()
    {
        int threads = Math.Max(8, 2 * Environment.ProcessorCount);
        using Barrier start = new(threads);
        float[][] outputs = [.. Enumerable.Range(0, threads).Select(_ => new float[Expected.Length])];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(index => new Thread(() => Work(index)))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        Assert.All(outputs, output => Assert.Equal(Expected, output));

        void Work(int index)
        {
            start.SignalAndWait();
            for (int step = 0; step < 5 * Items; step++)
            {
                // Each thread walks through the items in an order of its own.
                int item = (step * 7 + index) % Items;
                Forward(item, outputs[index]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(-1)]
    public void ForwardBatch_EqualsForward(int maxDegreeOfParallelism)
    {
        float[] outputs = new float[Expected.Length];
        Array.Fill(outputs, float.NaN);
        Network.ForwardBatch(Inputs, outputs, maxDegreeOfParallelism);
        Assert.Equal(Expected, outputs);
    }

    [Fact]
    public void ForwardBatch_UsesOneThreadUnlessSaid()
    {
        float[] outputs = new float[Expected.Length];
        Network.ForwardBatch(Inputs, outputs);
        Assert.Equal(Expected, outputs);
    }

    [Fact]
    public void ForwardBatch_OfNothing_DoesNothing() => Network.ForwardBatch([], [], -1);

    [Fact]
    public void ForwardBatch_OfPartOfAnArray_WritesThatPartOnly()
    {
        float[] outputs = new float[4 * LectureLeNet5.OutputLength];
        int length = LectureLeNet5.OutputLength;
        Network.ForwardBatch(Inputs.AsSpan(0, 2 * LectureLeNet5.InputLength), outputs.AsSpan(length, 2 * length), 2);
        Assert.Equal(Expected[..(2 * length)], outputs[length..(3 * length)]);
        Assert.All(outputs[..length].Concat(outputs[(3 * length)..]), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void ForwardBatch_OfNoThread_IsRefused(int maxDegreeOfParallelism)
    {
        float[] outputs = new float[Expected.Length];
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.ForwardBatch(Inputs, outputs, maxDegreeOfParallelism));
    }

    private static float[] OneByOne()
    {
        float[] outputs = new float[Items * LectureLeNet5.OutputLength];
        for (int item = 0; item < Items; item++)
        {
            Forward(item, outputs);
        }

        return outputs;
    }

    private static void Forward(int item, float[] outputs) => Network.Forward(
        Inputs.AsSpan(item * LectureLeNet5.InputLength, LectureLeNet5.InputLength),
        outputs.AsSpan(item * LectureLeNet5.OutputLength, LectureLeNet5.OutputLength));
}
