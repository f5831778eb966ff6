namespace CnnGen.Generator.Shapes;

/// <summary>
/// By how much two right computations of a layer may differ however small its output is: the tolerance of a self-test. Functions that end near
/// 1 (a sigmoid) are computed with an error in proportion to 1, and that is all of a result of 1e-7.
/// </summary>
internal static class AbsoluteErrors
{
    /// <summary>Of Softmax and LogSoftmax, whose exponentials are in proportion to the largest one.</summary>
    private const double OfSoftmax = 2.5e-7;

    /// <summary>For each layer; 0 for most.</summary>
    public static double[] Of(ShapedNetwork network)
    {
        double[] errors = new double[network.Layers.Count + 1];
        for (int i = 1; i < errors.Length; i++)
        {
            ShapedLayer layer = network.Layers[i - 1];

            // A layer without weights hands the error on; weights may make any scale of it.
            double received = layer.Operation.MultiplyAdds == 0 ? layer.Reads.Max(read => errors[read]) : 0;
            errors[i] = Math.Max(received, Of(layer.Operation));
        }

        return [.. errors.Skip(1)];
    }

    private static double Of(Operation operation) => operation switch
    {
        Pointwise pointwise => pointwise.Function.AbsoluteError,
        Softmax => OfSoftmax,
        WeightedSum sum when Softmax.Of(sum.Activation) is not null => OfSoftmax,
        WeightedSum sum => Function.Of(sum.Activation)?.AbsoluteError ?? 0,
        _ => 0,
    };
}
