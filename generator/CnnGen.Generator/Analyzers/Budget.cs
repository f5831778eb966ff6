using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Analyzers;

/// <summary>Compares what a network costs with what its <c>[Budget]</c> allows.</summary>
internal static class Budget
{
    private const int Costliest = 3;

    /// <summary>What passes the budget. The network is planned only where the budget asks for what a plan decides.</summary>
    public static IEnumerable<Fault> Check(NetworkDeclaration declaration, ShapedNetwork network, CancellationToken cancellation)
    {
        if (!network.IsValid || declaration.Budget == NetworkDeclaration.NoBudget)
        {
            return [];
        }

        AttributeDeclaration budget = declaration.Attributes[declaration.Budget];
        Lazy<NetworkPlan> plan = new(() => Planner.Plan(network, cancellation));
        (DiagnosticDescriptor Rule, string Argument, Func<long> Total, Func<IEnumerable<(string Layer, long Cost)>> Costs)[] limits =
        [
            (Rules.TooManyParameters, "MaxParameters", () => network.Parameters, () => network.Layers.Select(layer => (layer.Name, layer.Operation.Parameters))),
            (Rules.TooManyMultiplyAdds, "MaxMultiplyAdds", () => network.MultiplyAdds, () => network.Layers.Select(layer => (layer.Name, layer.Operation.MultiplyAdds))),
            (Rules.ArenaTooLarge, "MaxArenaBytes", () => plan.Value.ArenaBytes, () => plan.Value.Steps.Select(step => (step.Layer, step.BufferBytes))),
            (Rules.WeightsTooLarge, "MaxWeightBytes", () => plan.Value.WeightBytes, () => plan.Value.Steps.SelectMany(step => step.WeightBytes)),
        ];
        return limits
            .Select(limit => (limit.Rule, limit.Argument, limit.Total, limit.Costs, Most: budget.Find(limit.Argument)?.Number))
            .Where(limit => limit.Total() > limit.Most)
            .Select(limit => limit.Most < 0
                ? Of(Rules.TooSmall, limit.Argument, "[Budget]", limit.Argument, Grouped(limit.Most.Value), "0")
                : Of(limit.Rule, limit.Argument, network.Type.DisplayName, Grouped(limit.Total()), Grouped(limit.Most!.Value), string.Join(", ", Most(network, limit.Costs()))));

        Fault Of(DiagnosticDescriptor rule, string argument, params string[] values) => new(rule, declaration.Budget, argument, values.ToEquatableArray());
    }

    /// <summary>The layers that cost most, the costliest first.</summary>
    private static IEnumerable<string> Most(ShapedNetwork network, IEnumerable<(string Layer, long Cost)> costs)
        => costs.GroupBy(cost => cost.Layer, (layer, all) => (Layer: layer, Cost: all.Sum(cost => cost.Cost)))
            .Where(cost => cost.Cost > 0)
            .OrderByDescending(cost => cost.Cost)
            .Take(Costliest)
            .Select(cost => $"{Named(network, cost.Layer)} {Grouped(cost.Cost)}");

    /// <summary>A step before the first layer is the input's.</summary>
    private static string Named(ShapedNetwork network, string name)
        => network.Layers.FirstOrDefault(layer => layer.Name == name) is { } layer ? $"'{name}' ({layer.Kind})" : $"'{name}'";

    private static string Grouped(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
