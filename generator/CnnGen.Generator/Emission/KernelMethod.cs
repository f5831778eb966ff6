using System.Globalization;
using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;
using static CnnGen.Generator.Emission.SourceWriter;

namespace CnnGen.Generator.Emission;

/// <summary>A parameter of a kernel's method.</summary>
internal readonly record struct Parameter(string Type, string Name)
{
    /// <summary>Pointers to floats.</summary>
    public static Parameter[] Floats(params string[] names) => [.. names.Select(name => new Parameter("float*", name))];

    public override string ToString() => $"{Type} {Name}";
}

/// <summary>What the emitters of kernels share: a method's head, its call, and what follows its body.</summary>
internal static class KernelMethod
{
    /// <summary>Has the JIT compile a method once, at its best.</summary>
    public const string Optimize =
        "[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    /// <summary>The type that says which part of a step is computed: generated code has its loops' bounds from it, and does no arithmetic with parts itself.</summary>
    public const string Part = $"{GeneratedFile.Runtime}.Part";

    /// <summary>Opens a method that the JIT compiles once, at its best.</summary>
    public static Block Open(SourceWriter writer, string name, IEnumerable<Parameter> parameters, string access = "private") => writer.Open($"""
        {Optimize}
        {access} static void {name}({string.Join(", ", parameters)})
        """);

    /// <summary>The parameters of a step's method.</summary>
    public static IEnumerable<Parameter> Parameters(Step step) =>
    [
        .. Parameter.Floats([.. Enumerable.Range(0, step.Others.Count + 1).Select(InputName)]),
        .. Parameter.Floats("output"),
        .. step.WeightsOffset is null ? [] : Parameter.Floats("weights"),
        .. step.ScratchLength > 0 ? Parameter.Floats("scratch") : [],
        .. step.ReadsFileOrder ? [new Parameter("bool", "channelsFirst")] : Array.Empty<Parameter>(),
        .. step.IsDivided ? [new Parameter(Part, "part")] : Array.Empty<Parameter>(),
    ];

    /// <summary>The arguments of a call that hands on the parameters.</summary>
    public static string Arguments(Step step) => string.Join(", ", Parameters(step).Select(parameter => parameter.Name));

    /// <summary>What the pointer to a step's first input, or to a further one, is called.</summary>
    public static string InputName(int input) => input == 0 ? "input" : $"input{input}";

    /// <summary>How long a step is expected to take.</summary>
    public static string Estimate(Step step, Target target)
    {
        double time = step.Microseconds(target);
        return time < 0.01 ? "estimated less than 0.01 us at 3 GHz" : $"estimated {time.ToString("0.00", CultureInfo.InvariantCulture)} us at 3 GHz";
    }

    /// <summary>Fills the padding that the output's reader wants around it.</summary>
    public static void EmitHalo(SourceWriter writer, Tensor output)
    {
        if (output.Halo is { IsPadding: true } halo)
        {
            string start = Offset("output", output.Offset - output.Origin);
            writer.Write($"""

                // The padding of the layer that reads the output.
                {GeneratedFile.Runtime}.Border.Fill({start}, {output.Shape.Height}, {output.Shape.Width}, {output.PixelStride}, {halo.Top}, {halo.Bottom}, {halo.Left}, {halo.Right}, {halo.Value});
                """);
        }
    }

    /// <summary>Applies to the finished output what is not applied in registers.</summary>
    public static void EmitSweep(SourceWriter writer, Step step)
    {
        if (!step.Swept.Any())
        {
            return;
        }

        writer.Write($"// {string.Join(", then ", step.Swept.Select(function => function.Kind))}.");
        using (writer.Loop("y", step.Output.SweepRows))
        {
            writer.Write($$"""
                for (int i = 0; i < {{step.Output.SweepLength}}; i += {{Tensor.Lanes}})
                {
                    float* numbers = output{{Times("y", step.Output.SweepRows, step.Output.RowStride)}} + i;
                    {{VectorOfFloat}} x = {{Vector}}.Load(numbers);
                    {{Vector}}.Store({{Apply(step.Swept, "x")}}, numbers);
                }
                """);
        }
    }
}
