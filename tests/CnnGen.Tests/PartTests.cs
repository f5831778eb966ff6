using CnnGen.Runtime;

namespace CnnGen.Tests;

/// <summary>The one place that computes which units of a step a part has.</summary>
public class PartTests
{
    public static TheoryData<int, int> Splits
    {
        get
        {
            int[] numbers = [1, 2, 3, 7, 37, 5999, 6000, 399_998, 200_000_000, int.MaxValue - 1, int.MaxValue];
            TheoryData<int, int> splits = [];
            foreach (int units in numbers)
            {
                foreach (int parts in numbers.Where(parts => parts > 1))
                {
                    splits.Add(units, parts);
                }
            }

            return splits;
        }
    }

    /// <summary>Also where units times parts is more than an int holds.</summary>
    [Theory]
    [MemberData(nameof(Splits))]
    public void PartsAreTheUnitsOnceInOrder(int units, int parts)
    {
        foreach (int index in Indices(parts))
        {
            Part part = Part.Of(index, parts);
            Assert.True(part.HasUnits);
            Assert.False(part.Completes);
            Assert.InRange(part.First(units), 0, units);
            Assert.InRange(part.End(units), part.First(units), units);
            Assert.Equal(index == 0 ? 0 : Part.Of(index - 1, parts).End(units), part.First(units));
            Assert.Equal(index == parts - 1, part.End(units) == units);
            Assert.InRange(part.End(units) - part.First(units), units / parts, (units / parts) + 1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void WholeIsAllUnitsAndTheCompletion(int units)
    {
        Assert.Equal((0, units), (Part.Whole.First(units), Part.Whole.End(units)));
        Assert.True(Part.Whole is { HasUnits: true, Completes: true });
        Assert.Equal(Part.Whole, default);
        Assert.True(Part.Completion is { HasUnits: false, Completes: true });
        Assert.Equal((0, 0), (Part.Completion.First(units), Part.Completion.End(units)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(0, int.MinValue)]
    [InlineData(2, 2)]
    [InlineData(-1, 2)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void OtherPartsCannotBeMade(int index, int count) => Assert.Throws<ArgumentOutOfRangeException>(() => Part.Of(index, count));

    /// <summary>The first and last of many, and some between.</summary>
    private static IEnumerable<int> Indices(int parts)
        => parts <= 6000 ? Enumerable.Range(0, parts) : [0, 1, 2, (parts / 2) - 1, parts / 2, parts - 3, parts - 2, parts - 1];
}
