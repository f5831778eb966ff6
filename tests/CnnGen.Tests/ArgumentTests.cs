using System.Reflection;
using System.Reflection.Emit;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// Calls every public member of generated networks with every combination of bad integers, spans of wrong lengths, spans that overlap, and
/// nulls. Members are found by reflection: a new one is called, too, or fails for a parameter of a type that has no values here.
/// </summary>
public class ArgumentTests
{
    private const string Source = """
        using CnnGen;
        [Input(40, 41, 16), Conv2D(24, 3, Padding = Padding.Same, Activation = Activation.Tanh), DepthwiseConv2D(3), Conv2D(40, 1), GlobalAvgPool2D, Dense(10)]
        public partial class Larger;
        [Input(6, 5, 3, Layout = Layout.ChannelsFirst), ZeroPad2D(1), Conv2D(7, 3), MaxPool2D(2)] public partial class ChannelsFirst;
        [Input(1, 1, 300), Normalize(Mean = new[] { 0.5 }, Std = new[] { 0.5 }), Flatten, Dense(500, Activation = Activation.ReLU), Softmax, SelfTest("none.safetensors", Weights = "none.safetensors")]
        public partial class Flat;
        [Input(3, 3, 2), Dropout(0.5)] public partial class Nothing;
        """;

    /// <summary>Numbers on each side of a span, which nothing may touch.</summary>
    private const int Margin = 32;

    private static readonly int[] _integers = [int.MinValue, -2, -1, 0, 1, 2, 37, 500, 200_000_000, int.MaxValue];

    [Theory]
    [InlineData("Larger")]
    [InlineData("ChannelsFirst")]
    [InlineData("Flat")]
    [InlineData("Nothing")]
    public void NoArgumentOfAPublicMember_DoesMoreThanThrowInWords(string className)
    {
        CompiledNetwork network = NetworkCompiler.Compile(Source)[className];
        NetworkInstance instance = network.CreateRandom(1);
        object target = Invoke(network.Type.GetMethod("CreateRandom")!, null, [1])!;
        float[] ones = new float[network.InputLength];
        Array.Fill(ones, 1);
        float[] expected = instance.Forward(ones);

        const BindingFlags members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        MethodInfo[] methods = network.Type.GetMethods(members);
        Assert.Empty(network.Type.GetConstructors());
        Assert.Superset(
            new HashSet<string>(["Forward", "ForwardBatch", "ForwardParallel", "ForwardTraced", "Profile", "CreateRandom", "Load", "get_Summary"]), methods.Select(method => method.Name).ToHashSet());
        foreach (MethodInfo method in methods)
        {
            int returned = 0;
            foreach (Argument[] arguments in Combinations(method.GetParameters(), network))
            {
                returned += Check(method, method.IsStatic ? null : target, arguments, expected) ? 1 : 0;
            }

            // The combinations contain the right one; files are missing.
            Assert.True(returned > 0 || method.Name is "Load" or "SelfTest", $"{method} always throws.");
        }

        Assert.Equal(expected, instance.Forward(ones));
        Assert.All(instance.Buffers(), buffer => Assert.True(buffer.IsIntact));
    }

    /// <summary>The number of units times the number of parts is more than an int holds.</summary>
    [Theory]
    [InlineData(5000)]
    [InlineData(6000)]
    [InlineData(200_000_000)]
    [InlineData(int.MaxValue)]
    public void ForwardParallel_OfManyRowsOnManyCores_EqualsForward(int maxDegreeOfParallelism)
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(
            "using CnnGen; [Input(400000, 1, 4), Conv2D(8, 3, 1, Padding = Padding.Same), DepthwiseConv2D(3, 1), MaxPool2D(4, 1)] public partial class Long;");
        NetworkInstance instance = compiled["Long"].CreateRandom(1);
        float[] input = TestWeights.Uniform(new Random(2), instance.Network.InputLength, 1);
        Assert.True(instance.Forward(input).AsSpan().SequenceEqual(instance.ForwardParallel(input, maxDegreeOfParallelism)));
    }

    /// <summary>Whether the call returned; else it threw something that says what is wrong.</summary>
    private static bool Check(MethodInfo method, object? target, Argument[] arguments, float[] expected)
    {
        string call = $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", arguments.Select(argument => argument.Text))})";
        try
        {
            Invoke(method, target, [.. arguments.Select(argument => argument.Value)]);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or WeightsException or ObjectDisposedException)
        {
            Assert.True(exception is ArgumentNullException || exception.Message.Length > 20, $"{call}: {exception.Message}");
            return false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{call} throws {exception}");
        }

        foreach (Argument argument in arguments)
        {
            Assert.True(argument.IsIntact(), $"{call} writes beside the output");
            if (argument.Value is Memory<float> { Length: var length } output && argument.IsOutput && length == expected.Length)
            {
                Assert.True(output.Span.SequenceEqual(expected), $"{call} gives another output");
            }
        }

        return true;
    }

    private static IEnumerable<Argument[]> Combinations(ParameterInfo[] parameters, CompiledNetwork network)
    {
        // Behind one another in one array: an output that begins before the input's end overlaps it.
        float[] shared = new float[(2 * Margin) + network.InputLength + network.OutputLength];
        IEnumerable<Argument[]> combinations = [[]];
        foreach (ParameterInfo parameter in parameters)
        {
            Func<Argument>[] values = Values(parameter.ParameterType, network, shared);
            combinations = combinations.SelectMany(_ => values, (before, value) => (Argument[])[.. before, value()]);
        }

        return combinations;
    }

    private static Func<Argument>[] Values(Type type, CompiledNetwork network, float[] shared)
    {
        (int input, int output) = (network.InputLength, network.OutputLength);
        if (type == typeof(int))
        {
            return [.. _integers.Select(number => (Func<Argument>)(() => new Argument(number)))];
        }

        if (type == typeof(ReadOnlySpan<float>))
        {
            return [.. Lengths(input).Select(length => (Func<Argument>)(() => Argument.Input(length, 1f))), () => Argument.Shared(shared, Margin, input, isOutput: false)];
        }

        if (type == typeof(ReadOnlySpan<byte>))
        {
            return [.. Lengths(input).Select(length => (Func<Argument>)(() => Argument.Input(length, byte.MaxValue)))];
        }

        if (type == typeof(Span<float>))
        {
            return [.. Lengths(output).Select(length => (Func<Argument>)(() => Argument.Output(length))), () => Argument.Shared(shared, Margin + input - 1, output, isOutput: true)];
        }

        if (type == typeof(LayerObserver))
        {
            return [() => new Argument(null), () => new Argument((LayerObserver)((_, _) => { }))];
        }

        if (type == typeof(WeightLayout))
        {
            return [.. new[] { 0, 1, 2, -1, int.MinValue, int.MaxValue }.Select(number => (Func<Argument>)(() => new Argument((WeightLayout)number)))];
        }

        if (type == typeof(string))
        {
            return [() => new Argument(null), () => new Argument(""), () => new Argument("\0"), () => new Argument("no such file.safetensors"), () => new Argument(Path.GetTempPath())];
        }

        return type == typeof(Stream)
            ? [() => new Argument(null), () => new Argument(new MemoryStream()), () => new Argument(new MemoryStream(new byte[9])), () => new Argument(Closed())]
            : throw new NotSupportedException($"No values for a parameter of type {type}: add bad ones and a right one.");
    }

    private static IEnumerable<int> Lengths(int right) => new[] { 0, 1, right - 1, right, right + 1, 2 * right }.Distinct();

    private static MemoryStream Closed()
    {
        MemoryStream stream = new();
        stream.Dispose();
        return stream;
    }

    /// <summary>A value of a parameter; of a span, the memory that it is of.</summary>
    private sealed record Argument(object? Value)
    {
        public bool IsOutput { get; private init; }

        public string Text { get; private init; } = Value?.ToString() ?? "null";

        public Func<bool> IsIntact { get; private init; } = () => true;

        public static Argument Input<T>(int length, T value)
        {
            T[] array = new T[length + (2 * Margin)];
            Array.Fill(array, value);
            return new Argument(array.AsMemory(Margin, length)) { Text = $"{length}", IsIntact = () => !array.AsSpan().ContainsAnyExcept(value) };
        }

        public static Argument Output(int length)
        {
            float[] array = new float[length + (2 * Margin)];
            Array.Fill(array, 7);
            return new Argument(array.AsMemory(Margin, length))
            {
                Text = $"{length}", IsOutput = true, IsIntact = () => !array.AsSpan(0, Margin).ContainsAnyExcept(7) && !array.AsSpan(Margin + length).ContainsAnyExcept(7),
            };
        }

        /// <summary>Not looked at after the call: one that overlaps another is refused, and one that does not has no right numbers.</summary>
        public static Argument Shared(float[] shared, int start, int length, bool isOutput)
        {
            Array.Fill(shared, 1);
            return new Argument(shared.AsMemory(start, length)) { Text = $"shared[{start}..{start + length}]", IsOutput = isOutput };
        }
    }

    /// <summary>
    /// Calls a method by a stub in IL, which makes spans of memory: <see cref="MethodBase.Invoke(object, object[])"/> cannot pass spans.
    /// </summary>
    private static object? Invoke(MethodInfo method, object? target, object?[] arguments)
    {
        DynamicMethod stub = new($"Call{method.Name}", typeof(object), [typeof(object), typeof(object[])], typeof(ArgumentTests).Module, skipVisibility: true);
        ILGenerator il = stub.GetILGenerator();
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Castclass, method.DeclaringType!);
        }

        foreach ((ParameterInfo parameter, int i) in method.GetParameters().Select((parameter, i) => (parameter, i)))
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            Type type = parameter.ParameterType;
            if (type.IsByRefLike)
            {
                string convert = type.GetGenericTypeDefinition() == typeof(Span<>) ? nameof(ToSpan) : nameof(ToReadOnlySpan);
                il.Emit(OpCodes.Call, typeof(ArgumentTests).GetMethod(convert, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GetGenericArguments()));
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, type);
            }
        }

        il.Emit(OpCodes.Call, method);
        if (method.ReturnType == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (method.ReturnType.IsValueType)
        {
            il.Emit(OpCodes.Box, method.ReturnType);
        }

        il.Emit(OpCodes.Ret);
        return stub.CreateDelegate<Func<object?, object?[], object?>>()(target, arguments);
    }

    private static Span<T> ToSpan<T>(object memory) => ((Memory<T>)memory).Span;

    private static ReadOnlySpan<T> ToReadOnlySpan<T>(object memory) => ((Memory<T>)memory).Span;
}
