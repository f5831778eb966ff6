using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>A factor and a shift for each channel, or for each unit. For generated code.</summary>
/// <param name="normalization">What its keys begin with, and what is added to the variance.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceBatchNorm(Normalization normalization) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        int count = normalization.Pixels > 1 ? output.Numbers.Length : output.Channels;
        (double[] factors, float[] means, float[] shifts) = weights!.Source.Take(normalization, count);
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            int unit = i % count;
            output.Numbers[i] = (float)(((inputs[0].Numbers[i] - means[unit]) * factors[unit]) + shifts[unit]);
        }
    }
}

/// <summary>A slope below zero for each channel, or for each unit. For generated code.</summary>
/// <param name="name">What its key begins with.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferencePReLU(string name) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        float[] slopes = weights!.Source.Take(weights.Slopes(name));
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            float number = inputs[0].Numbers[i];
            output.Numbers[i] = number < 0 ? number * slopes[i % slopes.Length] : number;
        }
    }
}

/// <summary>Softmax over the channels of each pixel, or over all units. For generated code.</summary>
/// <param name="ofUnits">Which of the two.</param>
/// <param name="isLog">Whether its logarithm is taken.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceSoftmax(bool ofUnits, bool isLog) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        int count = ofUnits ? output.Numbers.Length : output.Channels;
        for (int first = 0; first < output.Numbers.Length; first += count)
        {
            float[] numbers = inputs[0].Numbers[first..(first + count)];
            double largest = numbers.Max();
            double logOfSum = Math.Log(numbers.Sum(number => Math.Exp(number - largest)));
            for (int i = 0; i < count; i++)
            {
                double log = numbers[i] - largest - logOfSum;
                output.Numbers[first + i] = (float)(isLog ? log : Math.Exp(log));
            }
        }
    }
}

/// <summary>The largest of consecutive channels, or units. For generated code.</summary>
/// <param name="pieces">How many.</param>
/// <param name="hangsOnOrder">Whether they are a flattened map's, which are counted as the weights' framework does.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceMaxout(int pieces, bool hangsOnOrder) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        bool byChannel = hangsOnOrder && weights!.Source.ChannelsFirst;
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            // Enumerable.Max would drop NaN.
            output.Numbers[i] = Enumerable.Range(i * pieces, pieces).Select(unit => inputs[0].Numbers[inputs[0].Place(unit, byChannel)]).Aggregate(Math.Max);
        }
    }
}

/// <summary>Each channel over a power of the squares around it: <c>x / (bias + alpha / size * sum)^beta</c>. For generated code.</summary>
/// <param name="size">Channels whose squares are summed.</param>
/// <param name="before">How many of them stand before the channel itself.</param>
/// <param name="alpha">As above.</param>
/// <param name="beta">As above.</param>
/// <param name="bias">As above.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceLocalResponseNorm(int size, int before, double alpha, double beta, double bias) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int pixel = 0; pixel < output.Height * output.Width; pixel++)
        {
            Span<float> numbers = inputs[0].Pixel(pixel);
            for (int channel = 0; channel < output.Channels; channel++)
            {
                double sum = 0;
                int last = (int)Math.Min((long)channel + size - 1 - before, output.Channels - 1);
                for (int other = Math.Max(0, channel - before); other <= last; other++)
                {
                    sum += (double)numbers[other] * numbers[other];
                }

                output.Pixel(pixel)[channel] = (float)(numbers[channel] / Math.Pow(bias + (alpha / size * sum), beta));
            }
        }
    }
}
