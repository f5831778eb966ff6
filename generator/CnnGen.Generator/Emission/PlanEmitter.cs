using System.Globalization;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the plan down for people to read: <c>Summary.Plan</c>.</summary>
internal static class PlanEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("    new global::CnnGen.PlanSummary(");
        writer.Write("        new global::CnnGen.StepSummary[]\n        {");
        int[] steps = plan.StepsOfLayers();
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            Step step = plan.Steps[i];

            // A layer that takes several steps, as a Dense with a Softmax, stands at each.
            IEnumerable<ShapedLayer> layers = plan.Network.Layers.Where((layer, place) => steps[place] == i || layer.Name == step.Layer);
            writer.Write("            new(");
            writer.Write($"                {SurfaceEmitter.Quote(step.Layer)},");
            writer.Write($"                {SurfaceEmitter.Quote(step.Description)},");
            writer.Write($"                {ForThisMachine(step, target => SurfaceEmitter.Quote(step.TileText(target)))},");
            writer.Write($"                {SurfaceEmitter.Quote(string.Join(" and ", step.Inputs))},");
            writer.Write($"                {SurfaceEmitter.Quote(step.Output.ToString())},");
            writer.Write($"                {step.MultiplyAdds.ToString(CultureInfo.InvariantCulture)},");
            writer.Write($"                {ForThisMachine(step, target => CostModel.Microseconds(step.Cycles(target)).ToString("0.00", CultureInfo.InvariantCulture))},");
            writer.Write($"                {SurfaceEmitter.Quote(Names(step, layers))},");
            writer.Write($"                {SurfaceEmitter.Quote(step.Output.Shape.ToString())},");
            writer.Write($"                {step.Cores.ToString(CultureInfo.InvariantCulture)}),");
        }

        long[] bytes = [plan.ArenaBytes, sizeof(float) * (long)plan.LeastArena, plan.WeightBytes];
        string sizes = string.Join(", ", bytes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        writer.Write($"        }},\n        {sizes}));");
    }

    /// <summary>The layers that a step computes, with the kind of the one that it is called after.</summary>
    private static string Names(Step step, IEnumerable<ShapedLayer> layers)
        => string.Join(" + ", layers.Select(layer => layer.Name == step.Layer ? $"{layer.Name} ({layer.Kind})" : layer.Name));

    /// <summary>An expression that the JIT knows: the value for the machine's target.</summary>
    private static string ForThisMachine(Step step, Func<Target, string> value)
    {
        string[] values = [.. Target.All.Select(value)];
        return values.Distinct().Count() == 1 ? values[0] : Choose(values);
    }

    /// <summary>Chooses between values for each target.</summary>
    public static string Choose(IReadOnlyList<string> values)
        => string.Concat(Target.All.Zip(values, (target, value) =>
            target == Target.All[Target.All.Count - 1] ? value : $"{GeneratedFile.Intrinsics}.{target.Name}.IsHardwareAccelerated ? {value} : "));
}
