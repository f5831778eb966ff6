using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>What <c>Clip</c> keeps its numbers between.</summary>
internal readonly record struct ClipBounds(double Low, double High)
{
    /// <summary>Reads them from attributes (before opset 11) or inputs; null where an input is not a constant.</summary>
    public static ClipBounds? Of(OnnxNode clip, Func<int, Constant?> constant)
    {
        double low = clip.Float("min", float.NegativeInfinity);
        double high = clip.Float("max", float.PositiveInfinity);
        for (int index = 1; index <= 2; index++)
        {
            if (clip.HasInput(index))
            {
                if (constant(index) is not { Fault: null, Count: 1 } limit)
                {
                    return null;
                }

                double number = limit.ToFloats()[0];
                (low, high) = index == 1 ? (number, high) : (low, number);
            }
        }

        return Between(low, high);
    }

    /// <summary>Limits that some float passes; where the lower is above the higher, all numbers become the higher.</summary>
    public static ClipBounds Between(double low, double high)
    {
        double most = high >= float.MaxValue ? double.PositiveInfinity : high;
        return new ClipBounds(low <= float.MinValue ? double.NegativeInfinity : Math.Min(low, most), most);
    }
}
