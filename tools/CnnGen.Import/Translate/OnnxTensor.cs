namespace CnnGen.Import.Translate;

/// <summary>An axis of a layer's output, or a part of one. Sizes of 1 have none.</summary>
/// <param name="Name"><c>C</c>, <c>H</c> or <c>W</c>; the parts of C are <c>C0</c>, <c>C1</c>.</param>
internal readonly record struct Atom(string Name, int Size);

/// <summary>
/// An ONNX tensor as a view of a layer's output: each of ONNX's axes is a product of the output's axes. Transpose, Reshape, Flatten,
/// Squeeze and Unsqueeze change the view and cost nothing; what reads the tensor says in which order it needs it.
/// </summary>
/// <param name="Layer">The layer whose output it is.</param>
/// <param name="Shape">The output's shape.</param>
/// <param name="Storage">The output's own axes in the order channels, height, width.</param>
/// <param name="Axes">ONNX's axes.</param>
internal sealed record OnnxTensor(Layer Layer, MapShape Shape, Atom[] Storage, Atom[][] Axes)
{
    /// <summary>The sides that an Expand repeats the numbers to; null for none. Add and Multiply repeat them by themselves.</summary>
    public int[]? Repeated { get; init; }

    /// <summary>The last Transpose that changed the axes' order since the layer; null where there is none.</summary>
    public string? TransposedBy { get; init; }

    /// <summary>The sides as ONNX has them.</summary>
    public int[] Dims => [.. Axes.Select(SizeOf)];

    public int Rank => Axes.Length;

    /// <summary>The output's axes in the order in which ONNX counts its numbers.</summary>
    public Atom[] Order => [.. Axes.SelectMany(axis => axis)];

    /// <summary>Whether ONNX counts the numbers by channel, height and width, as the output's own axes go.</summary>
    public bool IsInOrder => Order.SequenceEqual(Storage);

    public bool IsFlat => Shape.IsFlat;

    /// <summary>A layer's output as ONNX has it: a batch of 1, channels, height, width; a flat one a batch of 1 and units.</summary>
    public static OnnxTensor Of(Layer layer, int rank = 4)
    {
        MapShape shape = layer.Output;
        Atom[] channels = AtomsOf("C", shape.Channels);
        Atom[] height = AtomsOf("H", shape.Height);
        Atom[] width = AtomsOf("W", shape.Width);
        Atom[] all = [.. channels, .. height, .. width];
        return new OnnxTensor(layer, shape, all, rank switch
        {
            1 => [all],
            2 => [[], all],
            3 => [[], channels, [.. height, .. width]],
            _ => [[], channels, height, width],
        });
    }

    public static Atom[] AtomsOf(string name, int size) => size == 1 ? [] : [new Atom(name, size)];

    public static int SizeOf(IEnumerable<Atom> atoms) => atoms.Aggregate(1, (product, atom) => product * atom.Size);

    /// <summary>What each axis is, in words: <c>batch, channels, height, width</c>.</summary>
    public string OrderInWords => string.Join(", ", Axes.Select((axis, i) => axis.Length == 0
        ? (i == 0 ? "batch" : "1")
        : string.Join(" and ", axis.Select(atom => atom.Name[0] switch { 'C' => "channels", 'H' => "height", 'W' => "width", _ => "elements" }).Distinct())));

    /// <summary>Whether it is computed from a stand-in whose axes may be in another order.</summary>
    public bool HasGuessedOrder
    {
        get
        {
            for (Layer? layer = Layer; layer is not null; layer = layer.Source)
            {
                if (layer.HasGuessedOrder || layer.Operands.Any(operand => operand.HasGuessedOrder))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>For each place in the order of <see cref="Storage"/>, which of ONNX's elements is there.</summary>
    public int[] ElementsAt(IReadOnlyList<int> places)
    {
        Dictionary<Atom, int> strides = [];
        int stride = 1;
        foreach (Atom atom in Order.Reverse())
        {
            strides[atom] = stride;
            stride *= atom.Size;
        }

        (int Size, int Stride)[] axes = [.. Storage.Reverse().Select(atom => (atom.Size, strides[atom]))];
        int[] elements = new int[places.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            int rest = places[i];
            foreach ((int size, int step) in axes)
            {
                elements[i] += rest % size * step;
                rest /= size;
            }
        }

        return elements;
    }

    /// <summary>The same numbers as another layer gives them, where that one changes no shape.</summary>
    public OnnxTensor On(Layer layer) => this with { Layer = layer, Shape = layer.Output };

    /// <summary>Whether an axis is the channels of a map, or all units of a flat tensor, and no other.</summary>
    public bool IsChannels(int axis)
        => IsFlat
            ? SizeOf(Axes[axis]) == Shape.Length
            : Axes[axis].SequenceEqual(Storage.Where(atom => atom.Name[0] == 'C')) && IsInOrderBut(axis);

    private bool IsInOrderBut(int axis)
        => Axes.Where((_, i) => i != axis).SelectMany(atoms => atoms).SequenceEqual(Storage.Where(atom => atom.Name[0] != 'C'));

    /// <summary>For each of ONNX's numbers its place in channel-height-width order.</summary>
    public int[] Places()
    {
        Dictionary<Atom, int> strides = [];
        int stride = 1;
        foreach (Atom atom in Storage.Reverse())
        {
            strides[atom] = stride;
            stride *= atom.Size;
        }

        int[] places = [0];
        foreach (Atom atom in Order)
        {
            places = [.. places.SelectMany(place => Enumerable.Range(0, atom.Size).Select(i => place + (i * strides[atom])))];
        }

        return places;
    }

    /// <summary>ONNX's numbers in channel-height-width order.</summary>
    public float[] ToStorage(float[] numbers)
    {
        if (IsInOrder)
        {
            return numbers;
        }

        int[] places = Places();
        float[] result = new float[numbers.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[places[i]] = numbers[i];
        }

        return result;
    }

    /// <summary>
    /// The view with other sides over the same numbers; an axis is split where the sides ask for it. Null where they cut across axes.
    /// </summary>
    public OnnxTensor? Reshaped(int[] dims)
    {
        List<Atom> rest = [.. Order];
        Atom[] storage = Storage;
        List<Atom[]> axes = [];
        foreach (int side in dims)
        {
            List<Atom> axis = [];
            int open = side;
            while (open > 1)
            {
                if (rest.Count == 0)
                {
                    return null;
                }

                Atom next = rest[0];
                if (open % next.Size == 0)
                {
                    axis.Add(next);
                    rest.RemoveAt(0);
                    open /= next.Size;
                }
                else if (next.Size % open == 0)
                {
                    Atom[] parts = [new Atom(next.Name + "0", open), new Atom(next.Name + "1", next.Size / open)];
                    rest = [.. parts, .. rest.Skip(1)];
                    storage = [.. storage.SelectMany(atom => atom == next ? parts : [atom])];
                    axes = [.. axes.Select(done => done.SelectMany(atom => atom == next ? parts : [atom]).ToArray())];
                }
                else
                {
                    return null;
                }
            }

            axes.Add([.. axis]);
        }

        return rest.Count == 0 ? this with { Storage = storage, Axes = [.. axes] } : null;
    }
}
