using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Shapes;

/// <summary>A tensor that arrives at a layer.</summary>
/// <param name="Source">What makes it, as messages call it.</param>
/// <param name="Argument">The argument that names it; null for the layer above.</param>
internal sealed record InputTensor(Shape Shape, string Source, string? Argument);

/// <summary>What a rule sees of its layer: the shapes that arrive, checked arguments, and a place to put faults.</summary>
internal sealed class LayerContext(AttributeDeclaration attribute, int index, string name, IReadOnlyList<InputTensor> arrivals, ICollection<Fault> faults)
{
    /// <summary>What it reads; a join more than one.</summary>
    public IReadOnlyList<InputTensor> InputTensors { get; } = arrivals;

    /// <summary>The shape of the first.</summary>
    public Shape Input { get; } = arrivals.Count > 0 ? arrivals[0].Shape : default;

    public string Kind => attribute.Kind;

    /// <summary>Whether it stands directly below <c>[Input]</c>.</summary>
    public bool IsFirst => index == 1;

    /// <summary>The length of an array; null where it is not given.</summary>
    public int? Length(string argument) => (int?)attribute.Find(argument)?.Number;

    public bool Has(string argument) => attribute.Find(argument) is not null;

    /// <summary>A whole number of at least <paramref name="least"/>; 0 where it is missing or was refused.</summary>
    public int Count(string argument, int least = 1, int defaultValue = 0)
    {
        if (attribute.Find(argument) is not { } given)
        {
            return defaultValue;
        }

        if (given.Number >= least)
        {
            return (int)given.Number;
        }

        Report(Rules.TooSmall, argument, argument, Text(given.Number), Text(least));
        return 0;
    }

    /// <summary>Whether the argument is given and below <paramref name="least"/>.</summary>
    public bool IsBelow(string argument, int least) => attribute.Find(argument) is { } given && given.Number < least;

    /// <summary>A number for which <paramref name="accepts"/>; <paramref name="defaultValue"/> where it is missing or was refused.</summary>
    public double Number(string argument, double defaultValue, Func<double, bool> accepts, string range)
    {
        if (attribute.Find(argument) is not { } given)
        {
            return defaultValue;
        }

        if (accepts(given.Number))
        {
            return given.Number;
        }

        Report(Rules.OutOfRange, argument, argument, Text(given.Number), range);
        return defaultValue;
    }

    public bool Flag(string argument, bool defaultValue) => attribute.Find(argument) is { } given ? given.Number != 0 : defaultValue;

    /// <summary>An enum's value; the first where it is missing or not defined.</summary>
    public T Enum<T>(string argument)
        where T : struct, Enum
    {
        if (attribute.Find(argument) is not { } given)
        {
            return default;
        }

        T value = (T)System.Enum.ToObject(typeof(T), (int)given.Number);
        if (System.Enum.IsDefined(typeof(T), value))
        {
            return value;
        }

        Report(Rules.UndefinedValue, argument, argument, Text(given.Number), string.Join(", ", System.Enum.GetNames(typeof(T))));
        return default;
    }

    /// <summary>Says that the layer takes a map; once, for the first of several that stand too low.</summary>
    public void RefuseFlat()
    {
        if (Input.IsKnown)
        {
            Report(Rules.MapLayerOnFlat, null, Kind);
        }
    }

    /// <summary>Reports a fault on an argument (or the attribute); the message begins with the layer and what it receives.</summary>
    public void Report(DiagnosticDescriptor rule, string? argument, params string[] values) => Report(rule, argument, values, hints: []);

    /// <summary>Reports a fault, and what would fix it.</summary>
    public void Report(DiagnosticDescriptor rule, string? argument, string[] values, IEnumerable<Hint> hints)
    {
        string arriving = Input.IsUnknown ? "" : $" receives {Input} from {InputTensors[0].Source}";
        string subject = index == 0 ? "[Input]" : $"'{name}' ({Kind}){arriving}";
        faults.Add(new Fault(rule, index, argument, values.Prepend(subject).ToEquatableArray()) { Hints = hints.ToEquatableArray() });
    }

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
