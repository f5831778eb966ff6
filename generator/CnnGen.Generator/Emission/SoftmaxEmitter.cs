using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a softmax's loops: pixels, and over the channels of each the largest, the sum of exponentials, and the results.</summary>
internal static class SoftmaxEmitter
{
    private const string Exp = $"{GeneratedFile.Runtime}.VectorMath.Exp";

    public static void Emit(SourceWriter writer, SoftmaxStep step)
    {
        writer.Write($"{(step.Rest > 0 ? Masks(step) : null)}");
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write($$"""
                {{PixelPointer("source", "input", step, step.Input)}}
                {{PixelPointer("target", "output", step, step.Output)}}
                // Less the largest, so that no exponential overflows.
                {{VectorOfFloat}} largest = {{Vector}}.Create(float.NegativeInfinity);
                {{/* Whether it passes NaN is the machine's matter: the sum of the exponentials is NaN then, and all results. */
                    Pass(step, x => $"largest = {Vector}.MaxNative(largest, {x});")}}
                largest = {{Vector}}.Create({{GeneratedFile.Runtime}}.VectorMath.MaxAcross(largest));
                {{VectorOfFloat}} sum = {{VectorOfFloat}}.Zero;
                {{Pass(step, x => step.IsLog ? $"sum += {Exp}({x} - largest);" : KeptPower(x))}}
                {{(step.IsLog
                    ? $"{VectorOfFloat} logarithm = {Vector}.Create(global::System.MathF.Log({Vector}.Sum(sum)));"
                    : $"float scale = 1f / {Vector}.Sum(sum);")}}
                for (int channel = 0; channel < {{step.Channels}}; channel += {{Tensor.Lanes}})
                {
                    {{Vector}}.Store({{(step.IsLog ? $"{Vector}.Load(source + channel) - largest - logarithm" : $"{Vector}.Load(target + channel) * scale")}}, target + channel);
                }
                """);
        }
    }

    private static string Masks(SoftmaxStep step) => $"""
        // The last vector holds {step.Rest} of {Tensor.Lanes} channels: the others become exp(-infinity) = 0.
        {VectorOfFloat} real = {Vector}.AsSingle({Vector}.Create({string.Join(", ", Enumerable.Range(0, Tensor.Lanes).Select(lane => lane < step.Rest ? "-1" : "0"))}));
        {VectorOfFloat} nothing = {Vector}.Create(float.NegativeInfinity);
        """;

    private static string KeptPower(string x) => $"""
        {VectorOfFloat} power = {Exp}({x} - largest);
        sum += power;
        {Vector}.Store(power, target + channel);
        """;

    /// <summary>Whole vectors in a loop, the remainder after it.</summary>
    private static IEnumerable<string> Pass(SoftmaxStep step, Func<string, string> body)
    {
        const string load = $"{Vector}.Load(source + channel)";
        if (step.Whole > 0)
        {
            yield return SourceWriter.Text($$"""
                for (int channel = 0; channel < {{step.Whole}}; channel += {{Tensor.Lanes}})
                {
                    {{body(load)}}
                }
                """);
        }

        if (step.Rest > 0)
        {
            yield return SourceWriter.Text($$"""
                {
                    const int channel = {{step.Whole}};
                    {{body($"{Vector}.ConditionalSelect(real, {load}, nothing)")}}
                }
                """);
        }
    }
}
