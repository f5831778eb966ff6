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

        float[] result = Guarded(instance, output => instance.Forward(inputs.AsSpan(GuardLength, input.Length), output));
        return before.Select(BitConverter.SingleToInt32Bits).SequenceEqual(inputs.Select(BitConverter.SingleToInt32Bits))
            ? result
            : throw new InvalidOperationException("Forward wrote to its input.");
    }

    /// <summary>The same of bytes, where no number is what nobody may read: other bytes around the pixels give another result.</summary>
    public static float[] GuardedForward(this NetworkInstance instance, byte[] pixels)
    {
        float[] Between(byte guard)
        {
            byte[] inputs = [.. Enumerable.Repeat(guard, GuardLength), .. pixels, .. Enumerable.Repeat(guard, GuardLength)];
            byte[] before = [.. inputs];
            float[] result = Guarded(instance, output => instance.Forward(inputs.AsSpan(GuardLength, pixels.Length), output));
            return before.AsSpan().SequenceEqual(inputs) ? result : throw new InvalidOperationException("Forward wrote to its pixels.");
        }

        float[] one = Between(0);
        return one.AsSpan().SequenceEqual(Between(byte.MaxValue)) ? one : throw new InvalidOperationException("Forward read outside its pixels.");
    }

    private static float[] Guarded(NetworkInstance instance, OutputAction forward)
    {
        int outputLength = instance.Network.OutputLength;
        float[] outputs = new float[outputLength + 2 * GuardLength];
        Array.Fill(outputs, Guard);
        Span<float> output = outputs.AsSpan(GuardLength, outputLength);
        output.Fill(float.NaN);

        forward(output);

        if (outputs.AsSpan(0, GuardLength).ContainsAnyExcept(Guard) || outputs.AsSpan(GuardLength + outputLength).ContainsAnyExcept(Guard))
        {
            throw new InvalidOperationException("Forward wrote outside its output.");
        }

        if (!instance.Buffers().All(IsIntact))
        {
            throw new InvalidOperationException("Forward wrote outside its arena or its weights.");
        }

        return output.ToArray();
    }

    private delegate void OutputAction(Span<float> output);

    // Internal, because users have no use for it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsIntact")]
    private static extern bool IsIntact(AlignedBuffer buffer);
}
