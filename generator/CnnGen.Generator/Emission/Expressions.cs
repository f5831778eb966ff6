using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Expressions that the emitters share, as text.</summary>
internal static class Expressions
{
    public const string Vector = GeneratedFile.Intrinsics + ".Vector256";
    public const string VectorOfFloat = Vector + "<float>";

    private const string Math = GeneratedFile.Runtime + ".VectorMath";

    /// <summary>By their lanes: most lines of a kernel name one.</summary>
    private static readonly string[] _types = [.. Enumerable.Range(0, Target.Vector512.Lanes + 1).Select(lanes => $"{GeneratedFile.Intrinsics}.{Target.VectorName(lanes)}")];

    /// <summary>The class of the vectors of so many floats.</summary>
    public static string Type(int lanes) => _types[lanes];

    /// <summary>The functions that are applied in registers, around an expression.</summary>
    public static string Fused(Step step, string sum) => Apply(step.Fused, sum);

    /// <summary>Functions around an expression.</summary>
    public static string Apply(IEnumerable<Function> functions, string x) => functions.Aggregate(x, Apply);

    /// <summary>A pointer to the pixel at y and x.</summary>
    public static string PixelPointer(string name, string tensor, ChannelStep step, Tensor layout)
        => $"float* {name} = {tensor}{SourceWriter.Times("y", step.Height, layout.RowStride)}{SourceWriter.Times("x", step.Width, layout.PixelStride)};";

    /// <summary>The largest of some expressions; NaN where one of them is.</summary>
    public static string Largest(IReadOnlyList<string> x)
    {
        // VectorMath has a maximum of two, and one of three that costs less than two of two.
        int first = x.Count % 2 == 0 ? 2 : 1;
        string largest = first == 2 ? $"{Math}.Max({x[0]}, {x[1]})" : x[0];
        for (int i = first; i < x.Count; i += 2)
        {
            largest = $"{Math}.Max({largest}, {x[i]}, {x[i + 1]})";
        }

        return largest;
    }

    private static string Apply(string x, Function function)
        => $"{Math}.{function.Kind}({string.Join(", ", function.Parameters.Select(Literals.Float).Prepend(x))})";

    /// <summary>Chooses between values for each target, by conditions that the JIT knows.</summary>
    public static string Choose(IReadOnlyList<string> values)
        => values.Distinct().Count() == 1
            ? values[0]
            : string.Concat(Target.All.Zip(values, (target, value) =>
                target == Target.All[Target.All.Count - 1] ? value : $"{GeneratedFile.Intrinsics}.{target.Name}.IsHardwareAccelerated ? {value} : "));

    /// <summary>What a normalisation's numbers are called in a file; of a flattened map each pixel has its own.</summary>
    public static string Normalization(Normalization normalization)
    {
        string pixels = normalization.Pixels > 1 ? $", Pixels: {normalization.Pixels}" : "";
        return $"new {GeneratedFile.Runtime}.Normalization({Literals.Quote(normalization.Layer)}, {Literals.Double(normalization.Epsilon)}{pixels})";
    }

    /// <summary>
    /// The address of an element, where there are many of them: the C# compiler picks the <c>+</c> of a sum among all operators, which took
    /// a quarter of the time that it spent on generated code, and the machine's code is the same.
    /// </summary>
    public static string At(string pointer, int offset) => offset == 0 ? pointer : At(pointer, $"{offset}");

    public static string At(string pointer, string offset) => $"&{pointer}[{offset}]";

    public static string Offset(string pointer, int offset) => offset switch
    {
        0 => pointer,
        > 0 => $"{pointer} + {offset}",
        _ => $"{pointer} - {-(long)offset}",
    };
}
