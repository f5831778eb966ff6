using CnnGen.TestKit;

namespace CnnGen.Tests;

[Input(5, 6, 2)]
[Conv2D(3, 2, 3, Name = "stem")]
[Flatten]
[Dense(7)]
internal sealed partial class LoadedNetwork;

/// <summary>What Load and Forward take, and in which words they refuse the rest.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly TestNetwork Model = new(
        nameof(LoadedNetwork),
        new Shape(5, 6, 2),
        Layout.ChannelsLast,
        [new ConvLayer(3, new Window(2, 3)) { Name = "stem" }, new FlattenLayer(), new DenseLayer(7)]);

    private static readonly float[] Input = TestWeights.Uniform(new Random(3), LoadedNetwork.InputLength, 1);

    // Multiples of 1/8 are the same number in every type.
    private static readonly Dictionary<string, Tensor> Weights = TestWeights.Random(Model, 4).ToDictionary(
        pair => pair.Key,
        pair => pair.Value with { Values = [.. pair.Value.Values.Select(value => MathF.Round(value * 8) / 8)] });

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Stream_InPyTorchsLayout() => AssertRight(LoadedNetwork.Load(SafetensorsWriter.ToStream(Weights)));

    [Fact]
    public void Stream_InKerassLayout() => AssertRight(
        LoadedNetwork.Load(SafetensorsWriter.ToStream(TestWeights.ToKeras(Model, Weights)), WeightLayout.Keras));

    [Fact]
    public void Path_InPyTorchsLayout()
    {
        File.WriteAllBytes(_path, SafetensorsWriter.ToBytes(Weights));
        AssertRight(LoadedNetwork.Load(_path));
        AssertRight(LoadedNetwork.Load(_path, WeightLayout.PyTorch));
    }

    [Fact]
    public void Path_InKerassLayout()
    {
        File.WriteAllBytes(_path, SafetensorsWriter.ToBytes(TestWeights.ToKeras(Model, Weights)));
        AssertRight(LoadedNetwork.Load(_path, WeightLayout.Keras));
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F64")]
    public void OtherTypes_AreRead(string type) => AssertRight(LoadedNetwork.Load(SafetensorsWriter.ToStream(Weights, type)));

    [Fact]
    public void StreamThatCannotSeekAndReadsInSmallPieces_IsRead() => AssertRight(
        LoadedNetwork.Load(new SmallPieces(SafetensorsWriter.ToBytes(Weights))));

    [Fact]
    public void KeysThatTheNetworkDoesNotUse_AreIgnored() => AssertRight(LoadedNetwork.Load(SafetensorsWriter.ToStream(
        Weights.Append(new("optimizer.step", new Tensor([2, 1], [1, 2]))))));

    [Fact]
    public void MissingFile_IsNamed()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => LoadedNetwork.Load(_path));
        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stem.weight")]
    [InlineData("stem.bias")]
    [InlineData("dense1.weight")]
    [InlineData("dense1.bias")]
    public void MissingTensor_IsNamed(string key)
    {
        WeightsException exception = Refused(Weights.Where(pair => pair.Key != key));
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongShape_IsSaidWithTheRightOne()
    {
        WeightsException exception = Refused(With("stem.weight", new Tensor([3, 2, 3, 2], Weights["stem.weight"].Values)));
        Assert.Contains("stem.weight", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[3, 2, 2, 3]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[3, 2, 3, 2]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongLayout_IsRefused()
    {
        WeightsException exception = Refused(TestWeights.ToKeras(Model, Weights));
        Assert.Contains("[3, 2, 2, 3]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3, 2, 3]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongType_IsNamed()
    {
        WeightsException exception = Assert.Throws<WeightsException>(
            () => LoadedNetwork.Load(SafetensorsWriter.ToStream(Weights, "I64")));
        Assert.Contains("I64", exception.Message, StringComparison.Ordinal);
        Assert.Contains("stem.weight", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TornFile_IsRefused()
    {
        byte[] bytes = SafetensorsWriter.ToBytes(Weights);
        Assert.Throws<WeightsException>(() => LoadedNetwork.Load(new MemoryStream(bytes[..^4])));
    }

    [Theory]
    [InlineData(LoadedNetwork.InputLength - 1, LoadedNetwork.OutputLength)]
    [InlineData(LoadedNetwork.InputLength + 1, LoadedNetwork.OutputLength)]
    [InlineData(0, LoadedNetwork.OutputLength)]
    [InlineData(LoadedNetwork.InputLength, LoadedNetwork.OutputLength - 1)]
    [InlineData(LoadedNetwork.InputLength, LoadedNetwork.OutputLength + 1)]
    public void SpanOfTheWrongLength_IsRefusedWithBothLengths(int inputLength, int outputLength)
    {
        LoadedNetwork network = LoadedNetwork.CreateRandom(1);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(
            () => network.Forward(new float[inputLength], new float[outputLength]));
        bool input = inputLength != LoadedNetwork.InputLength;
        Assert.Equal(input ? "input" : "output", exception.ParamName);
        Assert.Contains($"{(input ? LoadedNetwork.InputLength : LoadedNetwork.OutputLength)}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{(input ? inputLength : outputLength)}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2 * LoadedNetwork.InputLength - 1, 2 * LoadedNetwork.OutputLength)]
    [InlineData(2 * LoadedNetwork.InputLength, 3 * LoadedNetwork.OutputLength)]
    [InlineData(2 * LoadedNetwork.InputLength, 2 * LoadedNetwork.OutputLength - 1)]
    public void BatchOfTheWrongLength_IsRefused(int inputLength, int outputLength)
    {
        LoadedNetwork network = LoadedNetwork.CreateRandom(1);
        Assert.ThrowsAny<ArgumentException>(() => network.ForwardBatch(new float[inputLength], new float[outputLength]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LoadedNetwork.InputLength - 1)]
    public void OutputThatOverlapsTheInput_IsRefused(int outputStart)
    {
        LoadedNetwork network = LoadedNetwork.CreateRandom(1);
        float[] memory = new float[LoadedNetwork.InputLength + LoadedNetwork.OutputLength];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Forward(
            memory.AsSpan(0, LoadedNetwork.InputLength), memory.AsSpan(outputStart, LoadedNetwork.OutputLength)));
        Assert.Equal("output", exception.ParamName);
        exception = Assert.Throws<ArgumentException>(() => network.ForwardBatch(
            memory.AsSpan(0, LoadedNetwork.InputLength), memory.AsSpan(outputStart, LoadedNetwork.OutputLength)));
        Assert.Equal("outputs", exception.ParamName);

        // One behind the other they may lie.
        network.Forward(memory.AsSpan(0, LoadedNetwork.InputLength), memory.AsSpan(LoadedNetwork.InputLength));
    }

    [Fact]
    public void CreateRandom_IsTheSameForASeed_AndAnotherForAnother()
    {
        Assert.Equal(Run(LoadedNetwork.CreateRandom(5)), Run(LoadedNetwork.CreateRandom(5)));
        Assert.NotEqual(Run(LoadedNetwork.CreateRandom(5)), Run(LoadedNetwork.CreateRandom(6)));
    }

    /// <summary>He's initialisation: a variance of 2 / inputs keeps the outputs of a ReLU's layer as large as its inputs.</summary>
    [Fact]
    public void CreateRandom_IsOfHesVariance()
    {
        NetworkInstance network = NetworkCompiler.Compile("using CnnGen;\n[Input(1, 1, 400), Flatten, Dense(1000)]\npublic sealed partial class Wide;")["Wide"].CreateRandom(7);
        float[] first = new float[400];
        first[123] = 1;
        float[] column = network.Forward(first);
        Assert.InRange(column.Average(weight => (double)weight), -0.01, 0.01);
        Assert.InRange(column.Average(weight => (double)weight * weight) * 400 / 2, 0.85, 1.15);
    }

    /// <summary>A cache line: a vector that crosses two costs twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Buffers_BeginACacheLine(int length)
    {
        CnnGen.Runtime.AlignedBuffer[] buffers = [.. Enumerable.Range(0, 16).Select(_ => new CnnGen.Runtime.AlignedBuffer(length))];
        Assert.All(buffers, buffer => Assert.Equal(0, Address(buffer) % 64));

        static unsafe nint Address(CnnGen.Runtime.AlignedBuffer buffer) => (nint)buffer.Pointer;
    }

    private static void AssertRight(LoadedNetwork network) =>
        Assert.Null(Closeness.Difference(ReferenceInterpreter.Run(Model, Weights, Input), Run(network)));

    private static float[] Run(LoadedNetwork network)
    {
        float[] output = new float[LoadedNetwork.OutputLength];
        network.Forward(Input, output);
        return output;
    }

    private static WeightsException Refused(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        Assert.Throws<WeightsException>(() => LoadedNetwork.Load(SafetensorsWriter.ToStream(tensors)));

    private static Dictionary<string, Tensor> With(string key, Tensor tensor) => new(Weights) { [key] = tensor };

    /// <summary>A stream as a socket gives it.</summary>
    private sealed class SmallPieces(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 5));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 5)]);
    }
}
