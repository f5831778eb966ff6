using System.Reflection;
using CnnGen.Generator.Planning;
using CnnGen.Runtime;
using PlannedTensor = CnnGen.Generator.Planning.Tensor;

namespace CnnGen.TestKit;

/// <summary>One run of a network, kernel by kernel: see <see cref="FencedNetworks"/>.</summary>
internal sealed unsafe class FencedRun(NetworkPlan plan, NetworkInstance instance, Fence fence) : IDisposable
{
    private const BindingFlags All = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private readonly Type _kernels = instance.Network.Type.GetNestedType("Kernels", All)!;
    private readonly AlignedBuffer? _weights = (AlignedBuffer?)instance.Network.Type.GetFields(All)
        .SingleOrDefault(field => !field.IsStatic && field.FieldType == typeof(AlignedBuffer))?.GetValue(instance.Instance);

    /// <summary>The caller's spans, and the tensors in the arena by their offsets there.</summary>
    private readonly Dictionary<(Storage Storage, int Offset), (FencedMemory Memory, int Length)> _tensors = [];

    private readonly List<FencedMemory> _allocated = [];

    public float[] OfFloats(float[] input, int parts)
    {
        FencedMemory from = Allocate(sizeof(float) * input.LongLength);
        input.CopyTo(new Span<float>(from.Floats, input.Length));
        _tensors[(Storage.Input, 0)] = (from, input.Length);
        return RunFrom(0, parts);
    }

    public float[]? OfBytes(byte[] pixels)
    {
        if (plan.BytesStep is not { } first)
        {
            return null;
        }

        FencedMemory from = Allocate(pixels.Length);
        pixels.CopyTo(new Span<byte>(from.Pointer, pixels.Length));
        Call(first, $"{first.Method}Bytes", from.Pointer, parts: 1);
        return RunFrom(1, parts: 1);
    }

    public void Dispose() => _allocated.ForEach(memory => memory.Dispose());

    private float[] RunFrom(int firstStep, int parts)
    {
        foreach (Step step in plan.Steps.Skip(firstStep))
        {
            Call(step, step.Method, Address(step.Input, step.InputStart, isWritten: false), parts);
        }

        return new Span<float>(_tensors[(Storage.Output, 0)].Memory.Floats, (int)plan.Network.Output.Length).ToArray();
    }

    private void Call(Step step, string method, void* input, int parts)
    {
        MethodInfo kernel = _kernels.GetMethod(method, All)!;
        ParameterInfo[] parameters = kernel.GetParameters();
        parts = step.IsDivided ? parts : 1;
        Dictionary<string, object> arguments = new()
        {
            ["input"] = Pointer.Box(input, parameters[0].ParameterType),
            ["output"] = Boxed(Address(step.Output, step.Output.Origin, isWritten: true)),
            ["weights"] = Boxed(WeightsOf(step)),
            ["scratch"] = Boxed(Allocate(sizeof(float) * (long)step.ScratchLength).Floats),

            // As PyTorch's file counts a map's elements.
            ["channelsFirst"] = true,
        };
        for (int i = 0; i < step.Others.Count; i++)
        {
            arguments[$"input{i + 1}"] = Boxed(Address(step.Others[i], step.Others[i].Origin, isWritten: false));
        }

        if (parts == 1)
        {
            Invoke(Part.Whole);
            return;
        }

        for (int part = 0; part < parts; part++)
        {
            Invoke(Part.Of(part, parts));
        }

        Invoke(Part.Completion);

        void Invoke(Part part)
        {
            arguments["part"] = part;
            kernel.Invoke(null, [.. parameters.Select(parameter => arguments[parameter.Name!])]);
        }
    }

    private static object Boxed(float* pointer) => Pointer.Box(pointer, typeof(float*));

    private float* WeightsOf(Step step)
    {
        if (step.WeightsOffset is not { } offset)
        {
            return null;
        }

        int length = (step is PReLUStep slopes ? slopes.End : step.AllWeights.Max(packed => packed.End)) - offset;
        float* copy = Allocate(sizeof(float) * (long)length).Floats;
        new Span<float>(_weights!.Pointer + offset, length).CopyTo(new Span<float>(copy, length));
        return copy;
    }

    /// <summary>Where the element is that the plan has at <paramref name="start"/> in the tensor's storage.</summary>
    private float* Address(PlannedTensor tensor, int start, bool isWritten)
    {
        (Storage, int) key = (tensor.Storage, tensor.Offset);
        int length = tensor.Storage switch
        {
            Storage.Input => (int)plan.Network.Input.Length,
            Storage.Output => (int)plan.Network.Output.Length,
            _ => tensor.Reserved,
        };

        // The parts of a concatenation are written one after the other. Any other output is a new tensor.
        bool isKept = tensor.IsChannelView && _tensors.GetValueOrDefault(key).Length == length;
        if (isWritten && !isKept)
        {
            _tensors[key] = (Allocate(sizeof(float) * (long)length), length);
        }

        return _tensors[key].Memory.Floats + start - tensor.Offset;
    }

    private FencedMemory Allocate(long bytes)
    {
        FencedMemory memory = new(bytes, fence);
        _allocated.Add(memory);
        return memory;
    }
}
