using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

internal static class SoftmaxEmitter
{
    private const string Vector = Expressions.Vector;
    private const string Exp = $"{GeneratedFile.Runtime}.VectorMath.Exp";

    public static void Emit(SourceWriter writer, SoftmaxStep step)
    {
        if (step.Rest > 0)
        {
            string lanes = string.Join(", ", Enumerable.Range(0, Tensor.Lanes).Select(lane => lane < step.Rest ? "-1" : "0"));
            writer.Write($"// The last vector holds {step.Rest} of {Tensor.Lanes} channels: the others become exp(-infinity) = 0.");
            writer.Write($"{Vector}<float> real = {Vector}.AsSingle({Vector}.Create({lanes}));");
            writer.Write($"{Vector}<float> nothing = {Vector}.Create(float.NegativeInfinity);");
        }

        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write(Expressions.PixelPointer("source", "input", step, step.Input));
            writer.Write(Expressions.PixelPointer("target", "output", step, step.Output));
            writer.Write("// Less the largest, so that no exponential overflows.");
            writer.Write($"{Vector}<float> largest = {Vector}.Create(float.NegativeInfinity);");
            // Whether it passes NaN is the machine's matter: the sum of the exponentials is NaN then, and all results.
            EmitPass(writer, step, x => $"largest = {Vector}.MaxNative(largest, {x});");
            writer.Write($"largest = {Vector}.Create({GeneratedFile.Runtime}.VectorMath.MaxAcross(largest));");
            writer.Write($"{Vector}<float> sum = {Vector}<float>.Zero;");
            EmitPass(writer, step, x => step.IsLog ? $"sum += {Exp}({x} - largest);" : $"""
                {Vector}<float> power = {Exp}({x} - largest);
                sum += power;
                {Vector}.Store(power, target + channel);
                """);
            writer.Write(step.IsLog
                ? $"{Vector}<float> logarithm = {Vector}.Create(global::System.MathF.Log({Vector}.Sum(sum)));"
                : $"float scale = 1f / {Vector}.Sum(sum);");
            using (writer.Open($"for (int channel = 0; channel < {step.Channels}; channel += {Tensor.Lanes})"))
            {
                string result = step.IsLog ? $"{Vector}.Load(source + channel) - largest - logarithm" : $"{Vector}.Load(target + channel) * scale";
                writer.Write($"{Vector}.Store({result}, target + channel);");
            }
        }
    }

    /// <summary>Whole vectors in a loop, the rest after it.</summary>
    private static void EmitPass(SourceWriter writer, SoftmaxStep step, Func<string, string> body)
    {
        string load = $"{Vector}.Load(source + channel)";
        if (step.Whole > 0)
        {
            using (writer.Open($"for (int channel = 0; channel < {step.Whole}; channel += {Tensor.Lanes})"))
            {
                writer.Write(body(load));
            }
        }

        if (step.Rest > 0)
        {
            using (writer.Open())
            {
                writer.Write($"const int channel = {step.Whole};");
                writer.Write(body($"{Vector}.ConditionalSelect(real, {load}, nothing)"));
            }
        }
    }
}
