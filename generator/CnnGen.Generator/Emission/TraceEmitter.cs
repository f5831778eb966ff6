using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes ForwardTraced, and SelfTest where the network has a vector.</summary>
internal static class TraceEmitter
{
    private const string Parameters =
        "global::System.ReadOnlySpan<float> input, global::System.Span<float> output, global::CnnGen.LayerObserver observer";

    public static void EmitForwardTraced(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write($"""
            /// <summary>
            /// Runs the network as <c>Forward</c> does, and shows each layer's output to an observer. Where <c>Forward</c> computes layers
            /// together, so that one of them has no output in memory, that layer's is computed separately, in plain loops. Slow; allocates.
            /// </summary>
            /// <remarks>
            /// For layers with weights among those, the weights file is read again when the first input is traced; of a network that came
            /// from a stream, its bytes are kept.
            /// </remarks>
            /// <param name="input">An input, as <c>Forward</c> takes it.</param>
            /// <param name="output">Receives the output.</param>
            /// <param name="observer">Is called on this thread once the network has run, with the layers in the order of their attributes.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            /// <exception cref="global::CnnGen.WeightsException">The weights file is not the one any more that was loaded.</exception>
            {GeneratedFile.CodeAttributes}
            """);
        string signature = $"public {plan.Network.Type.Override(GeneratedMembers.ForwardTraced)}void ForwardTraced({Parameters})";
        if (!plan.IsRunnable)
        {
            Members.EmitThrowing(writer, plan.Network.Type, signature);
            return;
        }

        writer.Write($"{signature} => {GeneratedMembers.RunTraced}(input, output, observer, showsAll: true);\n");
        EmitTrace(writer, plan);
    }

    /// <summary>The self-test is of what Forward's own code computes: it leaves out the rest.</summary>
    private static void EmitTrace(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        writer.Write($$"""
            {{GeneratedFile.CodeAttributes}}
            private unsafe void {{GeneratedMembers.RunTraced}}({{Parameters}}, bool showsAll)
            {
                global::CnnGen.Runtime.Guard.Spans(input, InputLength, output, OutputLength);
                global::System.ArgumentNullException.ThrowIfNull(observer);
                global::CnnGen.Runtime.TracedLayer[] traced = new global::CnnGen.Runtime.TracedLayer[]
                {
                    {{plan.Traces.Select(Traced)}}
                };
                global::CnnGen.Runtime.ReferenceLayer[] plain = !showsAll ? new global::CnnGen.Runtime.ReferenceLayer[0] : new global::CnnGen.Runtime.ReferenceLayer[]
                {
                    {{plan.NotMaterialized.Select(layer => $"{ReferenceEmitter.Layer(plan, layer)},")}}
                };
                fixed (float* from = input, to = output)
                {
                    new global::CnnGen.Runtime.Tracer(Summary, ({{network.Input.Height}}, {{network.Input.Width}}, {{network.Input.Channels}}), {{network.ChannelsFirst}}, {{network.IsBgr}}, traced, plain, {{(plan.TracesWeights ? GeneratedMembers.FileWeights : "null")}})
                        .Run({{GeneratedMembers.RunStep}}, from, to, {{Members.Arena(plan)}}, observer);
                }
            }
            """);
    }

    public static void EmitSelfTest(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write($"""
            /// <summary>
            /// Loads the network, runs it on the input of its self-test vector, and compares what each layer gives with what it should give.
            /// </summary>
            /// <exception cref="global::CnnGen.WeightsException">The vector or the weights are corrupt, or belong to another network.</exception>
            /// <exception cref="global::System.IO.FileNotFoundException">One of the two files is missing.</exception>
            {GeneratedFile.CodeAttributes}
            """);
        const string signature = "public static global::CnnGen.SelfTestResult SelfTest()";
        if (plan is not { IsRunnable: true, Network.SelfTest: { } test })
        {
            Members.EmitThrowing(writer, plan.Network.Type, signature);
            return;
        }

        TypeDeclaration network = plan.Network.Type;
        writer.Write($$"""
            {{signature}} => global::CnnGen.Runtime.SelfTester.Run("{{network.DisplayName}}", {{Literals.Quote(test.Vector)}}, {{Literals.Quote(test.Weights)}}, InputLength, OutputLength, path =>
            {
                {{network.Reference}} network = Load(path);
                return (input, output, observer) => network.{{GeneratedMembers.RunTraced}}(input, output, observer, showsAll: false);
            }{{ErrorsOf(plan.Network)}});
            """);
    }

    /// <summary>The layers whose output may differ by an absolute error, as arguments of the self-test.</summary>
    private static string ErrorsOf(ShapedNetwork network)
        => string.Concat(network.Layers.Zip(AbsoluteErrors.Of(network), (layer, error) => (layer, error))
            .Where(pair => pair.error > 0)
            .Select(pair => $", ({Literals.Quote(pair.layer.Name)}, {Literals.Double(pair.error)})"));

    private static string Traced(Trace trace)
    {
        (Tensor tensor, Shape shape) = (trace.Tensor, trace.Tensor.Shape);
        return $"new({trace.Step}, {trace.Layer}, {Literals.Bool(tensor.Storage == Storage.Output)}, {tensor.Origin}, "
            + $"{tensor.RowStride}, {tensor.PixelStride}, {tensor.ChannelStride}, {shape.Height}, {shape.Width}, {shape.Channels}),";
    }
}
