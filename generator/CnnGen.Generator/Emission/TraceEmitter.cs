using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes ForwardTraced, and SelfTest where the network has a vector.</summary>
internal static class TraceEmitter
{
    private const string Signature =
        "void ForwardTraced(global::System.ReadOnlySpan<float> input, global::System.Span<float> output, global::CnnGen.LayerObserver observer)";

    public static void EmitForwardTraced(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("""
            /// <summary>
            /// Runs the network as <c>Forward</c> does, and shows each layer's output to an observer as soon as it is made. Layers that are
            /// computed together with the one behind them are not seen: an activation's, a pool's or a normalisation's output is then. Allocates.
            /// </summary>
            /// <param name="input">An input, as <c>Forward</c> takes it.</param>
            /// <param name="output">Receives the output.</param>
            /// <param name="observer">Is called on this thread, in the order in which the layers run.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttribute);
        if (!plan.IsRunnable)
        {
            writer.Write($"public {Signature} => {SurfaceEmitter.Throw(plan.Network.Type)};");
            return;
        }

        using (writer.Open($"public unsafe {Signature}"))
        {
            writer.Write("CnnRuntime::Guard.Spans(input, InputLength, output, OutputLength);");
            writer.Write("global::System.ArgumentNullException.ThrowIfNull(observer);");
            writer.Write("global::System.ReadOnlySpan<CnnRuntime::TracedLayer> traced = new CnnRuntime::TracedLayer[]\n{");
            foreach (Trace trace in plan.Traces)
            {
                writer.Write($"    new({Arguments(trace)}),");
            }

            string arena = plan.ArenaLength > 0 ? "ThreadArena()" : "null";
            writer.Write($$"""
                };
                fixed (float* from = input, to = output)
                {
                    CnnRuntime::Tracer.Run(Summary, traced, RunStep, from, to, {{arena}}, observer);
                }
                """);
        }
    }

    public static void EmitSelfTest(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("""
            /// <summary>
            /// Loads the network, runs it on the input of its self-test vector, and compares what each layer gives with what it should give.
            /// </summary>
            /// <exception cref="global::CnnGen.WeightsException">The vector, or the weights, are torn or another network's.</exception>
            /// <exception cref="global::System.IO.FileNotFoundException">One of the two files is missing.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttribute);
        string body = plan is { IsRunnable: true, Network.SelfTest: { } test }
            ? $"CnnRuntime::SelfTester.Run(\"{plan.Network.Type.DisplayName}\", {SurfaceEmitter.Quote(test.Vector)}, {SurfaceEmitter.Quote(test.Weights)}, InputLength, OutputLength, path => Load(path).ForwardTraced)"
            : SurfaceEmitter.Throw(plan.Network.Type);
        writer.Write($"public static global::CnnGen.SelfTestResult SelfTest() => {body};");
    }

    private static string Arguments(Trace trace)
    {
        Tensor tensor = trace.Tensor;
        object[] numbers =
        [
            trace.Step, trace.Layer, tensor.Storage == Storage.Output ? "true" : "false", tensor.Origin, tensor.RowStride, tensor.PixelStride, tensor.ChannelStride,
            tensor.Shape.Height, tensor.Shape.Width, tensor.Shape.Channels,
        ];
        return string.Join(", ", numbers);
    }
}
