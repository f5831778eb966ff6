using System.Runtime.CompilerServices;
using CnnGen.Runtime;

namespace CnnGen.TestKit;

/// <summary>Runs networks so that what they read or write outside their spans shows.</summary>
public static class Guards
{
    private const float Guard = 1234.5f;
    private const int GuardLength = 64;

    /// <summary>
    /// Forward between guards: NaN around the input, so that a read outside shows in the result; NaN in the output, so that
    /// an element that is not written shows; and values around the output, so that a write outside shows.
    /// </summary>
    public static float[] GuardedForward(this NetworkInstance instance, float[] input)
    {
        float[] inputs = new float[input.Length + 2 * GuardLength];
        Array.Fill(inputs, float.NaN);
        input.CopyTo(inputs, GuardLength);
        float[] before = [.. inputs];

        int outputLength = instance.Network.OutputLength;
        float[] outputs = new float[outputLength + 2 * GuardLength];
        Array.Fill(outputs, Guard);
        Span<float> output = outputs.AsSpan(GuardLength, outputLength);
        output.Fill(float.NaN);

        instance.Forward(inputs.AsSpan(GuardLength, input.Length), output);

        if (outputs.AsSpan(0, GuardLength).ContainsAnyExcept(Guard) || outputs.AsSpan(GuardLength + outputLength).ContainsAnyExcept(Guard))
        {
            throw new InvalidOperationException("Forward wrote outside its output.");
        }

        if (!before.Select(BitConverter.SingleToInt32Bits).SequenceEqual(inputs.Select(BitConverter.SingleToInt32Bits)))
        {
            throw new InvalidOperationException("Forward wrote to its input.");
        }

        if (!instance.Buffers().All(IsIntact))
        {
            throw new InvalidOperationException("Forward wrote outside its arena or its weights.");
        }

        return output.ToArray();
    }

    // Internal, because users have no use for it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsIntact")]
    private static extern bool IsIntact(AlignedBuffer buffer);
}
