using System.Globalization;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the plan down for people to read: <c>Summary.Plan</c>.</summary>
internal static class PlanEmitter
{
    /// <summary>The plan, as an expression.</summary>
    public static string Expression(NetworkPlan plan)
    {
        int[] steps = plan.StepsOfLayers();
        return SourceWriter.Text($$"""
            new global::CnnGen.PlanSummary(
                new global::CnnGen.StepSummary[]
                {
                    {{plan.Steps.Select((step, i) => StepOf(step, plan.Network.Layers.Where((layer, place) => steps[place] == i || layer.Name == step.Layer)))}}
                },
                {{plan.ArenaBytes}}, {{plan.LeastArenaBytes}}, {{plan.WeightBytes}})
            """);
    }

    /// <param name="layers">Those that the step computes: one that takes several steps, as a Dense with a Softmax, is at each.</param>
    private static string StepOf(Step step, IEnumerable<ShapedLayer> layers) => SourceWriter.Text($"""
        new(
            {Literals.Quote(step.Layer)},
            {Literals.Quote(step.Description)},
            {ForThisMachine(target => Literals.Quote(step.TileText(target)))},
            {Literals.Quote(string.Join(" and ", step.Inputs))},
            {Literals.Quote(step.Output.ToString())},
            {step.MultiplyAdds},
            {ForThisMachine(target => step.Microseconds(target).ToString("0.00", CultureInfo.InvariantCulture))},
            {Literals.Quote(Names(step, layers))},
            {Literals.Quote(step.Output.Shape.ToString())},
            {step.Cores}),
        """);

    /// <summary>The layers that a step computes, with the kind of the one that it is called after.</summary>
    private static string Names(Step step, IEnumerable<ShapedLayer> layers)
        => string.Join(" + ", layers.Select(layer => layer.Name == step.Layer ? $"{layer.Name} ({layer.Kind})" : layer.Name));

    /// <summary>The value for the machine's target.</summary>
    private static string ForThisMachine(Func<Target, string> value) => Expressions.Choose([.. Target.All.Select(value)]);
}
