using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>A function of each number alone. For generated code.</summary>
/// <param name="function">Applied to eight numbers at a time.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceFunction(Func<Vector256<float>, Vector256<float>> function) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            output.Numbers[i] = function(Vector256.Create(inputs[0].Numbers[i]))[0];
        }
    }
}

/// <summary>The sum, or the product, of several tensors. For generated code.</summary>
/// <param name="isSum">Which of the two.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceElementwise(bool isSum) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            float[] operands = [.. inputs.Select(input => Under(input, output, i))];
            output.Numbers[i] = operands.Aggregate((one, other) => isSum ? one + other : one * other);
        }
    }

    /// <summary>One pixel goes over all of a map's, one channel over all of a pixel's.</summary>
    private static float Under(ReferenceMap input, ReferenceMap output, int place)
    {
        (int pixel, int channel) = (place / output.Channels, place % output.Channels);
        return input.Numbers.Length == output.Numbers.Length ? input.Numbers[place]
            : input.Height * input.Width == 1 ? input.Numbers[channel]
            : input.Numbers[pixel];
    }
}

/// <summary><c>(x - mean) * factor</c>. For generated code.</summary>
/// <param name="means">A number for each channel, or one for all.</param>
/// <param name="factors">As many.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceNormalize(float[] means, float[] factors) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            int channel = i % output.Channels % means.Length;
            output.Numbers[i] = (inputs[0].Numbers[i] - means[channel]) * factors[channel];
        }
    }
}
