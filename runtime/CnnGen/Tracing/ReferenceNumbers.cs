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
/// <param name="hangsOnOrder">Whether a flattened map is joined as units, which are counted as the weights' framework does.</param>
/// <param name="arePixels">For each tensor, whether it has one number for each pixel of the result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceElementwise(bool isSum, bool hangsOnOrder, params bool[] arePixels) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        bool byChannel = hangsOnOrder && weights!.Source.ChannelsFirst;
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            float[] operands = [.. inputs.Select((input, operand) => input.Numbers[Place(input, output, i, arePixels[operand], byChannel)])];
            output.Numbers[i] = operands.Aggregate((one, other) => isSum ? one + other : one * other);
        }
    }

    /// <summary>The place of an operand's number: its own for each number of the result, or for each pixel, or for each channel.</summary>
    private static int Place(ReferenceMap input, ReferenceMap output, int place, bool isPixel, bool byChannel)
        => isPixel ? place / output.Channels
            : (input.Height, input.Width, input.Channels) == (output.Height, output.Width, output.Channels) ? place
            : input.Place(input.Numbers.Length == output.Numbers.Length ? place : place % output.Channels, byChannel);
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
