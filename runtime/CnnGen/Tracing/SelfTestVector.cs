namespace CnnGen.Runtime;

/// <summary>
/// A file with an input and the outputs that belong to it. Of a large layer it holds a sample: <c>conv1</c> has elements of the layer's output, and
/// <c>conv1@places</c> (I32) says which, counted in the order height, width, channels. Without places, <c>conv1</c> is the whole output. The
/// same holds for <c>output</c>, counted as in the network's span. A large input is <c>input@repeated</c>: elements that are repeated
/// until the input is full.
/// </summary>
internal sealed class SelfTestVector(SafetensorsFile file)
{
    /// <summary>Endings of keys; no layer's name has an @.</summary>
    internal const string Places = "@places";

    internal const string Repeated = "@repeated";

    internal const string Input = "input";

    internal const string Output = "output";

    /// <exception cref="WeightsException">It is not there, or of another length.</exception>
    public float[] ReadInput(int length)
    {
        if (!file.Tensors.TryGetValue(Input + Repeated, out SafetensorsTensor? tensor) || tensor.ElementCount is 0 or > int.MaxValue)
        {
            return Read(Input, length);
        }

        float[] period = new float[tensor.ElementCount];
        file.CopyTo(tensor, period);
        float[] input = new float[length];
        for (int start = 0; start < length; start += period.Length)
        {
            period.AsSpan(0, Math.Min(period.Length, length - start)).CopyTo(input.AsSpan(start));
        }

        return input;
    }

    /// <summary>The difference of a layer's output from what the file has of it; null where the file has nothing of it.</summary>
    /// <param name="name">The layer, or <c>output</c>.</param>
    /// <param name="actual">Its output.</param>
    /// <param name="absoluteError">What two right computations may differ by, however small the output is.</param>
    /// <exception cref="WeightsException">The file has another number of elements.</exception>
    public LayerDifference? Compare(string name, ReadOnlySpan<float> actual, double absoluteError)
    {
        if (!file.Tensors.ContainsKey(name))
        {
            return null;
        }

        int[]? places = ReadPlaces(name, actual.Length);
        float[] expected = Read(name, places?.Length ?? actual.Length);
        (double error, double scale) = (0, float.Epsilon);
        for (int i = 0; i < expected.Length; i++)
        {
            float found = actual[places is null ? i : places[i]];
            double difference = expected[i].Equals(found) ? 0 : Math.Abs((double)expected[i] - found);
            error = Math.Max(error, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            scale = Math.Max(scale, float.IsFinite(expected[i]) ? Math.Abs(expected[i]) : 0);
        }

        return new LayerDifference(name, error, scale) { AbsoluteTolerance = absoluteError };
    }

    private int[]? ReadPlaces(string name, int length)
    {
        if (!file.Tensors.TryGetValue(name + Places, out SafetensorsTensor? tensor))
        {
            return null;
        }

        if (tensor.ElementCount is 0 or > int.MaxValue)
        {
            throw new WeightsException($"{file.Source}: '{name + Places}' has {tensor.ElementCount} places. Was the vector made for this network?");
        }

        int[] places = new int[tensor.ElementCount];
        file.CopyTo(tensor, places);
        foreach (int place in places)
        {
            if ((uint)place >= (uint)length)
            {
                throw new WeightsException($"{file.Source}: '{name + Places}' names the element {place} of an output of {length}. Was the vector made for this network?");
            }
        }

        return places;
    }

    private float[] Read(string name, int length)
    {
        if (!file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor) || tensor.ElementCount != length)
        {
            string found = tensor is null ? "found no tensor of that name" : $"found {tensor.ElementCount}";
            throw new WeightsException($"{file.Source}: expected {length} elements in '{name}'; {found}. Was the vector made for this network?");
        }

        float[] elements = new float[length];
        file.CopyTo(tensor, elements);
        return elements;
    }
}
