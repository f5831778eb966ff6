using System.Reflection;
using CnnGen.Runtime;

namespace CnnGen.TestKit;

/// <summary>The networks of one assembly compiled in memory.</summary>
public sealed class CompiledNetworks(Assembly assembly)
{
    public Assembly Assembly { get; } = assembly;

    /// <summary>The network of a class, by its name without the namespace.</summary>
    public CompiledNetwork this[string className] =>
        new(Assembly.GetTypes().Single(type => type.Name == className && type.GetField("InputLength") is not null));
}

/// <summary>A generated class: what can be asked of it without an instance.</summary>
public sealed class CompiledNetwork(Type type)
{
    public Type Type { get; } = type;

    public int InputLength => Constant<int>("InputLength");

    public int OutputLength => Constant<int>("OutputLength");

    public long ParameterCount => Constant<long>("ParameterCount");

    public long MultiplyAddCount => Constant<long>("MultiplyAddCount");

    public NetworkSummary Summary => (NetworkSummary)Type.GetProperty("Summary")!.GetValue(null)!;

    public NetworkInstance Load(Stream stream, WeightLayout layout = WeightLayout.PyTorch) =>
        Bind(Static<Func<Stream, WeightLayout, object>>("Load", typeof(Stream), typeof(WeightLayout))(stream, layout));

    public NetworkInstance Load(IEnumerable<KeyValuePair<string, Tensor>> tensors, WeightLayout layout = WeightLayout.PyTorch) =>
        Load(SafetensorsWriter.ToStream(tensors), layout);

    public NetworkInstance Load(string path) => Bind(Static<Func<string, object>>("Load", typeof(string))(path));

    /// <summary>Loads what the assembly holds.</summary>
    public NetworkInstance Load() => Bind(Static<Func<object>>("Load")());

    public NetworkInstance CreateRandom(int seed) => Bind(Static<Func<int, object>>("CreateRandom", typeof(int))(seed));

    private NetworkInstance Bind(object instance) => new(this, instance);

    private T Constant<T>(string name) => (T)Type.GetField(name)!.GetRawConstantValue()!;

    private TDelegate Static<TDelegate>(string name, params Type[] parameters)
        where TDelegate : Delegate => Type.GetMethod(name, parameters)!.CreateDelegate<TDelegate>();
}

/// <summary>A network with its weights.</summary>
public sealed class NetworkInstance
{
    private readonly ForwardMethod _forward;
    private readonly ForwardBytesMethod _forwardBytes;
    private readonly ForwardBatchMethod _forwardBatch;

    private readonly ForwardBatchMethod _forwardParallel;
    private readonly object _instance;

    internal NetworkInstance(CompiledNetwork network, object instance)
    {
        _instance = instance;
        Network = network;
        _forward = network.Type.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<ForwardMethod>(instance);
        _forwardBytes = network.Type.GetMethod("Forward", [typeof(ReadOnlySpan<byte>), typeof(Span<float>)])!.CreateDelegate<ForwardBytesMethod>(instance);
        _forwardParallel = network.Type.GetMethod("ForwardParallel")!.CreateDelegate<ForwardBatchMethod>(instance);
        _forwardBatch = network.Type.GetMethod("ForwardBatch")!.CreateDelegate<ForwardBatchMethod>(instance);
    }

    // Reflection cannot box a span, so that only a delegate with spans in its signature reaches these methods.
    private delegate void ForwardMethod(ReadOnlySpan<float> input, Span<float> output);

    private delegate void ForwardTracedMethod(ReadOnlySpan<float> input, Span<float> output, LayerObserver observer);

    private delegate void ForwardBytesMethod(ReadOnlySpan<byte> pixels, Span<float> output);

    private delegate void ForwardBatchMethod(ReadOnlySpan<float> inputs, Span<float> outputs, int maxDegreeOfParallelism);

    public CompiledNetwork Network { get; }

    /// <summary>The object of the generated class.</summary>
    internal object Instance => _instance;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _forward(input, output);

    public void Forward(ReadOnlySpan<byte> pixels, Span<float> output) => _forwardBytes(pixels, output);

    /// <summary>The packed weights, and the arena of this thread.</summary>
    public IEnumerable<AlignedBuffer> Buffers()
        => Network.Type.GetFields(BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Where(field => field.FieldType == typeof(AlignedBuffer))
            .Select(field => field.GetValue(field.IsStatic ? null : _instance))
            .OfType<AlignedBuffer>();

    public float[] Forward(ReadOnlySpan<float> input)
    {
        float[] output = new float[Network.OutputLength];
        Forward(input, output);
        return output;
    }

    /// <summary>On several cores.</summary>
    public float[] ForwardParallel(ReadOnlySpan<float> input, int maxDegreeOfParallelism)
    {
        float[] output = new float[Network.OutputLength];
        _forwardParallel(input, output, maxDegreeOfParallelism);
        return output;
    }

    /// <summary>
    /// By the same runner, with each step that is divided in as many parts, also where there are fewer processors, or where fewer are worth it.
    /// </summary>
    public unsafe float[] RunInParts(float[] input, int parts)
    {
        float[] output = Forward(input);
        output.AsSpan().Clear();
        Cores.Step run = Network.Type.GetMethod("RunStep", BindingFlags.NonPublic | BindingFlags.Instance)!.CreateDelegate<Cores.Step>(_instance);
        AlignedBuffer? arena = (AlignedBuffer?)Network.Type.GetField("s_threadArena", BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null);
        fixed (float* from = input, to = output)
        {
            Cores.Run(run, [.. Network.Summary.Plan.Steps.Select(step => step.Cores > 1 ? parts : 1)], parts, from, to, arena is null ? null : arena.Pointer);
        }

        return output;
    }

    /// <summary>Each layer that is seen, by its name, in the order in which they are.</summary>
    public IReadOnlyList<(string Layer, float[] Output)> ForwardTraced(ReadOnlySpan<float> input)
    {
        List<(string, float[])> layers = [];
        float[] output = new float[Network.OutputLength];
        Network.Type.GetMethod("ForwardTraced")!.CreateDelegate<ForwardTracedMethod>(_instance)(input, output, (layer, numbers) => layers.Add((layer.Name, numbers.ToArray())));
        return layers;
    }

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, int maxDegreeOfParallelism = 1) =>
        _forwardBatch(inputs, outputs, maxDegreeOfParallelism);
}
