using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>A part of a step's work: one of several that are computed on several cores at once. For generated code.</summary>
/// <remarks>
/// Generated kernels take their loops' bounds from here and nowhere else. Only the runtime makes parts other than <see cref="Whole"/>, and
/// the arithmetic is in 64 bits, so that a part's units are within those of its step, and each unit is in one part, whatever the numbers are.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Part
{
    /// <summary>Counted so that the default value is the whole step; -1 for a completion.</summary>
    private readonly int _others;
    private readonly int _index;

    private Part(int index, int others) => (_index, _others) = (index, others);

    /// <summary>The whole step: all units, and the completion.</summary>
    public static Part Whole => default;

    /// <summary>What is left to do on one core when all parts of a step are computed.</summary>
    internal static Part Completion => new(0, -1);

    /// <summary>Part <paramref name="index"/>, from 0, of <paramref name="count"/> parts without the completion.</summary>
    internal static Part Of(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
        return new(index, count - 1);
    }

    /// <summary>Whether units are to be computed.</summary>
    public bool HasUnits => _others >= 0;

    /// <summary>Whether the step is to be completed: functions applied to the whole output, and its padding.</summary>
    public bool Completes => _others <= 0;

    /// <summary>The first unit of the part, of a step of <paramref name="units"/> units.</summary>
    public int First(int units) => HasUnits ? (int)((long)_index * units / (_others + 1L)) : 0;

    /// <summary>The unit after the part's last one. The last part ends at <paramref name="units"/>, and no other part does.</summary>
    public int End(int units) => HasUnits ? (int)((_index + 1L) * units / (_others + 1L)) : 0;

    /// <inheritdoc/>
    public override string ToString() => !HasUnits ? "completion" : $"part {_index + 1L} of {_others + 1L}";
}
