using System.Globalization;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the plan down for people to read: <c>Summary.Plan</c>.</summary>
internal static class PlanEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("    new global::CnnGen.PlanSummary(");
        writer.Write("        new global::CnnGen.StepSummary[]\n        {");
        foreach (Step step in plan.Steps)
        {
            writer.Write("            new global::CnnGen.StepSummary(");
            writer.Write($"                {SurfaceEmitter.Quote(step.Layer)},");
            writer.Write($"                {SurfaceEmitter.Quote(step.Description)},");
            writer.Write($"                {ForThisMachine(step, target => SurfaceEmitter.Quote(step.TileText(target)))},");
            writer.Write($"                {SurfaceEmitter.Quote(string.Join(" and ", step.Inputs))},");
            writer.Write($"                {SurfaceEmitter.Quote(step.Output.ToString())},");
            writer.Write($"                {step.MultiplyAdds.ToString(CultureInfo.InvariantCulture)},");
            writer.Write($"                {ForThisMachine(step, target => CostModel.Microseconds(step.Cycles(target)).ToString("0.00", CultureInfo.InvariantCulture))}),");
        }

        long[] bytes = [plan.ArenaBytes, sizeof(float) * (long)plan.LeastArena, plan.WeightBytes];
        string sizes = string.Join(", ", bytes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        writer.Write($"        }},\n        {sizes}));");
    }

    /// <summary>An expression that the JIT knows: the value for the machine's target.</summary>
    private static string ForThisMachine(Step step, Func<Target, string> value)
    {
        string[] values = [.. Target.All.Select(value)];
        return values.Distinct().Count() == 1 ? values[0] : Choose(values);
    }

    /// <summary>Chooses between values for each target.</summary>
    public static string Choose(IReadOnlyList<string> values)
        => string.Concat(Target.All.Zip(values, (target, value) =>
            target == Target.All[Target.All.Count - 1] ? value : $"{GeneratedFile.Intrinsics}::{target.Name}.IsHardwareAccelerated ? {value} : "));
}
