using CnnGen.Onnx;
using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Mutated models: each is imported, or refused in words, in bounded time and memory.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 10_000;

    /// <summary>What one import may allocate in all, for files of some kilobytes.</summary>
    private const long AllocationLimit = 512L * 1024 * 1024;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private static readonly long[] _interesting =
        [0, 1, -1, 2, 3, 7, 64, 255, 65_536, 1 << 24, int.MaxValue, int.MinValue, 1L << 32, long.MaxValue, long.MinValue, 1L << 40];

    [Fact]
    public async Task Every_mutated_model_is_imported_or_refused_in_words()
    {
        Random random = new(20_261_125);
        byte[][] seeds = [.. Seeds()];
        Assert.All(seeds, seed => _ = OnnxImporter.Import(seed));
        CancellationToken stop = TestContext.Current.CancellationToken;
        int imported = 0;
        HashSet<string> complaints = [];
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = Mutate(seeds[random.Next(seeds.Length)], seeds, random);
            string? complaint = null;
            long allocated = 0;
            Task import = Task.Run(() =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                complaint = Try(file);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }, stop);
            Assert.True(await Task.WhenAny(import, Task.Delay(_patience, stop)) == import, $"Mutation {i} hangs: {Convert.ToHexString(file)}");
            if (import.Exception is { } exception)
            {
                Assert.Fail($"Mutation {i}, {Convert.ToHexString(file)}: {exception.InnerException}");
            }

            Assert.True(allocated < AllocationLimit, $"Mutation {i} allocates {allocated} bytes: {Convert.ToHexString(file)}");
            imported += complaint is null ? 1 : 0;
            if (complaint is not null)
            {
                Assert.InRange(complaint.Length, 30, 20_000);
                complaints.Add(string.Concat(complaint.Where(letter => !char.IsDigit(letter)).Take(60)));
            }
        }

        // Were every file refused, or all for one reason, the mutations would say little.
        Assert.InRange(imported, Mutations / 50, Mutations * 3 / 4);
        Assert.True(complaints.Count >= 50, string.Join('\n', complaints));
        TestContext.Current.TestOutputHelper?.WriteLine($"{imported} of {Mutations} imported; {complaints.Count} kinds of refusal");
    }

    [Fact]
    public void Every_truncation_is_refused_or_imported()
    {
        byte[] file = Seeds().First();
        for (int length = 0; length < file.Length; length++)
        {
            _ = Try(file[..length]);
        }
    }

    private static string? Try(byte[] file)
    {
        try
        {
            ImportedNetwork network = OnnxImporter.Import(file);
            Assert.NotEmpty(network.Source);
            return null;
        }
        catch (ImportException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<byte[]> Seeds()
    {
        yield return new OnnxNetwork(9, 9, 2).Conv(3, 3, pad: 1).BatchNorm().Relu().MaxPool(2).Conv(4, 3, same: true, stride: 2).GlobalAvgPool().Flatten().Dense(5).Softmax().ToBytes();
        yield return new OnnxNetwork(6, 6, 3).Conv(4, 3, pad: 1, relu: true).As("a").Conv(4, 3, pad: 1).Add("a").Relu().Concat("a").Conv(2, 1).ToBytes();
        yield return new ModelBuilder(13, -1, 6, 6, 2)
            .Integers("shape", -1, 12).Integers("axes", 1).Integers("zero", 0).Integers("pads", 0, 0, 0, 0, 0, 0, 1, 1).Weights("w", 3, 2, 3, 3).Weights("b", 3)
            .Weights("d", 12, 4).Weights("e", 4).Floats("scales", [4], 1, 1, 2, 2).Floats("six", [], 6).Floats("none", [], 0)
            .Node("Transpose", "input -> t", ("perm", new[] { 0, 3, 1, 2 })).Node("Pad", "t pads -> p").Node("Conv", "p w b -> c", ("strides", new[] { 2, 2 }), ("kernel_shape", new[] { 3, 3 }))
            .Node("Clip", "c none six -> r").Node("Resize", "r _ scales -> u", ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"))
            .Node("AveragePool", "u -> q", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 3, 3 }), ("ceil_mode", 1)).Node("Shape", "q -> s").Node("Gather", "s zero -> n").Node("Concat", "n shape -> m", ("axis", 0))
            .Node("Slice", "m axes shape -> l").Node("Sigmoid", "q -> g").Node("Mul", "q g -> x").Node("Transpose", "x -> y", ("perm", new[] { 0, 2, 3, 1 })).Node("Reshape", "y shape -> f")
            .Node("MatMul", "f d -> h").Node("Add", "h e -> out").Build("out").ToByteArray();
        yield return new ModelBuilder(11, 1, 8)
            .Integers("shape", 0, 2, 2, 2).Weights("w", 8, 8).Weights("v", 2, 3, 2, 2).Weights("k", 3)
            .Node("Gemm", "input w -> a").Node("Reshape", "a shape -> b").Node("ConvTranspose", "b v -> c", ("strides", new[] { 2, 2 }))
            .Node("LRN", "c -> d", ("size", 3)).Node("ReduceMean", "d -> e", ("axes", new[] { 2, 3 }), ("keepdims", 0)).Node("Add", "e k -> f").Node("PRelu", "f k -> out").Build("out").ToByteArray();
        yield return Inlined();
        yield return new ModelBuilder(11, 1, 4, 4, 6)
            .Integers("starts", 1, 0).Integers("ends", 4, 5).Integers("axes", 2, 3).Integers("steps", 2, 1).Floats("low", [], -1).Floats("high", [], 2)
            .Integers("apart", 1, 2, 2, 4, 6).Integers("joined", 1, 4, 4, 6)
            .Node("Reshape", "input apart -> a").Node("Transpose", "a -> b", ("perm", new[] { 0, 2, 1, 3, 4 })).Node("Reshape", "b joined -> c").Node("Clip", "c low high -> d")
            .Node("Split", "d -> e f", ("axis", 1), ("split", new[] { 2, 2 })).Node("Max", "e f -> g").Node("Sub", "g f -> h").Node("SpaceToDepth", "h -> i", ("blocksize", 2)).Node("DepthToSpace", "i -> j", ("blocksize", 2))
            .Node("Slice", "j starts ends axes steps -> l").Node("ReduceMax", "l -> m", ("axes", new[] { 2 })).Node("ReduceSum", "m -> n", ("axes", new[] { 1 })).Node("Celu", "n -> out", ("alpha", 2f)).Build("out").ToByteArray();
    }

    /// <summary>A model with functions of its own, branches, dequantised weights, pads, transposed convolutions and constants of several shapes.</summary>
    private static byte[] Inlined()
    {
        FunctionProto function = new() { Name = "Twice", Domain = "local", Input = { "a", "k", "c" }, Output = { "o" }, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 } } };
        function.Node.Add([ModelBuilder.NodeOf("Max", "a c -> m"), ModelBuilder.NodeOf("BatchNormalization", "m k k k k -> b"), ModelBuilder.NodeOf("PRelu", "b c -> o")]);
        GraphProto Branch(string type) => new() { Name = type, Node = { ModelBuilder.NodeOf(type, $"t -> {type}_o") }, Output = { new ValueInfoProto { Name = $"{type}_o" } } };
        return new ModelBuilder(13, 1, 2, 4, 5).Function(function).Floats("k", [2], 1, 2).Floats("c", [2, 1, 1], 1, 2).Floats("v", [], -65504).Integers("p", 0, 0, 1, 0, 0, 0, 1, 1).Integers("one", 1).Integers("two", 2).Floats("scale", [], 0.1f)
            .Tensor("q", TensorProto.Types.DataType.Int8, [2, 3, 2, 2], [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 10))])
            .Node("local.Twice", "input k c -> t").Node("Shape", "t -> d").Node("Gather", "d one -> g").Node("Equal", "g two -> e").Node("If", "e -> i", ("then_branch", Branch("Relu")), ("else_branch", Branch("Tanh")))
            .Node("Pad", "i p v -> z").Node("MaxPool", "z -> m", ("kernel_shape", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER")).Node("DequantizeLinear", "q scale -> w")
            .Node("ConvTranspose", "m w -> f", ("strides", new[] { 2, 2 }), ("pads", new[] { 0, 1, 1, 1 }), ("output_padding", new[] { 1, 0 })).Node("Min", "f scale -> out").Build("out").ToByteArray();
    }

    private static byte[] Mutate(byte[] file, byte[][] seeds, Random random)
    {
        for (int rounds = random.Next(3) == 0 ? random.Next(2, 5) : 1; rounds > 0; rounds--)
        {
            file = random.Next(10) switch
            {
                0 => Flip(file, random),
                1 => file[..random.Next(file.Length + 1)],
                2 => [.. file[..random.Next(file.Length + 1)], .. seeds[random.Next(seeds.Length)][random.Next(100)..]],
                3 => Varint(file, random),
                4 => Duplicate(file, random),
                _ => Edit(file, random),
            };
        }

        return file;
    }

    private static byte[] Flip(byte[] file, Random random)
    {
        byte[] mutated = [.. file];
        for (int flips = random.Next(1, 4); flips > 0 && mutated.Length > 0; flips--)
        {
            mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
        }

        return mutated;
    }

    /// <summary>A large number in protobuf's own writing, in place of a byte.</summary>
    private static byte[] Varint(byte[] file, Random random)
    {
        if (file.Length == 0)
        {
            return file;
        }

        using MemoryStream number = new();
        using CodedOutputStream output = new(number);
        output.WriteInt64(_interesting[random.Next(_interesting.Length)]);
        output.Flush();
        int at = random.Next(file.Length);
        return [.. file[..at], .. number.ToArray(), .. file[(at + 1)..]];
    }

    private static byte[] Duplicate(byte[] file, Random random)
    {
        int start = random.Next(file.Length + 1);
        int end = Math.Min(file.Length, start + random.Next(1, 200));
        return [.. file[..end], .. file[start..end], .. file[end..]];
    }

    /// <summary>A message that is still whole, with one thing in it that does not fit.</summary>
    private static byte[] Edit(byte[] file, Random random)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(file);
        }
        catch (InvalidProtocolBufferException)
        {
            return file;
        }

        if (model.Graph is not { Node.Count: > 0, Initializer.Count: > 0 } graph)
        {
            return file;
        }

        NodeProto node = graph.Node[random.Next(graph.Node.Count)];
        TensorProto tensor = graph.Initializer[random.Next(graph.Initializer.Count)];
        string[] operators = ["Add", "Reshape", "Transpose", "Softmax", "Concat", "Flatten", "MaxPool", "Conv", "Squeeze", "Expand", "Clip", "Mystery", "Slice", "ConstantOfShape", "Mul"];
        switch (random.Next(9))
        {
            case 0 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = Number();
                break;
            case 1:
                tensor.Dims.Add(Number());
                break;
            case 2:
                tensor.DataType = random.Next(24);
                break;
            case 3 when node.Attribute.Count > 0:
                AttributeProto attribute = node.Attribute[random.Next(node.Attribute.Count)];
                attribute.I = Number();
                if (attribute.Ints.Count > 0)
                {
                    attribute.Ints[random.Next(attribute.Ints.Count)] = Number();
                }

                break;
            case 4 when node.Input.Count > 0:
                NodeProto other = graph.Node[random.Next(graph.Node.Count)];
                node.Input[random.Next(node.Input.Count)] = random.Next(2) == 0 ? tensor.Name : other.Output.FirstOrDefault() ?? "";
                break;
            case 5:
                node.OpType = operators[random.Next(operators.Length)];
                break;
            case 6 when graph.Input.FirstOrDefault()?.Type?.TensorType?.Shape is { Dim.Count: > 0 } shape:
                shape.Dim[random.Next(shape.Dim.Count)].DimValue = Number();
                break;
            case 7:
                graph.Node.Remove(node);
                break;
            default:
                byte[] raw = tensor.RawData.ToByteArray();
                if (raw.Length > 0)
                {
                    raw[random.Next(raw.Length)] = (byte)random.Next(256);
                    tensor.RawData = ByteString.CopyFrom(raw);
                }

                break;
        }

        return model.ToByteArray();

        long Number() => random.Next(3) == 0 ? random.Next(-2, 12) : _interesting[random.Next(_interesting.Length)];
    }
}
