namespace CnnGen.Import.Translate.Kinds;

/// <summary>Layers that read several tensors: Add, Multiply and Concat.</summary>
internal static class Joins
{
    /// <summary>Adds or multiplies tensors, element by element. One may be smaller: an element for each channel, or for each pixel.</summary>
    public static OnnxTensor Elementwise(NodeScope scope, string kind, OnnxTensor[] tensors)
    {
        if (scope.Opset < 7 && scope.Node.Has("axis"))
        {
            throw new UnsupportedNodeException("it says at which axis the second tensor begins, as before opset 7: convert it with 'onnx.version_converter.convert_version(model, 13)' in Python.");
        }

        tensors = OfOneRank(tensors);

        // The whole tensor is the current one, the later where both are whole: it stands directly above.
        int current = WholeOf(scope, tensors);
        OnnxTensor whole = tensors[current];
        if (tensors.Any(tensor => tensor.Repeated is { } dims && !dims.SequenceEqual(whole.Dims)))
        {
            throw new UnsupportedNodeException("an Expand before it repeats elements to a shape that is not the other tensor's.");
        }

        List<Layer> operands = [];
        foreach (OnnxTensor tensor in tensors.Where((_, i) => i != current))
        {
            (whole, OnnxTensor operand) = Fit(scope, whole, tensor);
            operands.Add(operand.Layer);
        }

        Layer layer = scope.Add(new Layer(kind, whole.Shape, whole.Layer));
        layer.Operands.AddRange(operands);
        layer.PreferredName = LayerNaming.OfNode(scope.Node.Name);
        return whole.On(layer);
    }

    /// <summary>Two tensors in forms that a layer joins; the second may be smaller: a number for each channel, or for each pixel.</summary>
    /// <exception cref="UnsupportedNodeException">Neither is broadcast to the other.</exception>
    public static (OnnxTensor Whole, OnnxTensor Operand) Matched(NodeScope scope, OnnxTensor first, OnnxTensor second)
    {
        OnnxTensor[] tensors = OfOneRank([first, second]);
        int whole = WholeOf(scope, tensors);
        return Fit(scope, tensors[whole], tensors[1 - whole]);
    }

    private static OnnxTensor[] OfOneRank(OnnxTensor[] tensors)
    {
        int rank = tensors.Max(tensor => tensor.Rank);
        return [.. tensors.Select(tensor => tensor with { Axes = [.. Enumerable.Repeat(Array.Empty<Atom>(), rank - tensor.Rank), .. tensor.Axes] })];
    }

    private static int WholeOf(NodeScope scope, OnnxTensor[] tensors)
        => Enumerable.Range(0, tensors.Length).OrderBy(i => tensors[i].Shape.Length).ThenBy(i => scope.PlaceOf(tensors[i].Layer)).Last();

    /// <summary>Brings two tensors into forms that a layer joins.</summary>
    private static (OnnxTensor Whole, OnnxTensor Operand) Fit(NodeScope scope, OnnxTensor whole, OnnxTensor operand)
    {
        int[] dims = whole.Dims;
        if (operand.Dims.SequenceEqual(dims))
        {
            if (Matches(whole, operand))
            {
                return (whole, operand);
            }

            if (whole.IsInOrder && operand.IsInOrder)
            {
                return whole.IsFlat || operand.IsFlat || dims.Length is not (3 or 4)
                    ? AsUnits(scope, scope.AsFlat(whole), scope.AsFlat(operand))
                    : (scope.AsMap(whole), scope.AsMap(operand));
            }

            throw new UnsupportedNodeException("the two have their axes in different orders, because one was transposed and the other was not: transpose both or none.");
        }

        int[] varying = [.. Enumerable.Range(0, dims.Length).Where(axis => operand.Dims[axis] != 1)];
        if (varying.Any(axis => operand.Dims[axis] != dims[axis]))
        {
            throw new UnsupportedNodeException("the two shapes do not fit: give the input's shape with --shape.");
        }

        if (!whole.IsFlat && varying is [var channels] && whole.IsChannels(channels) && operand.IsInOrder)
        {
            // A number for each channel, which may come as a row of pixels, as from a convolution over the channels.
            MapShape pixel = new(1, 1, operand.Shape.Length, IsFlat: false);
            return (whole, operand.Shape is { Height: 1, Width: 1 } ? operand : scope.AsShape(operand, pixel));
        }

        bool isPerPixel = !whole.IsFlat && !operand.IsFlat && operand.Shape == whole.Shape with { Channels = 1 }
            && varying.All(axis => whole.Axes[axis].SequenceEqual(operand.Axes[axis]));
        return isPerPixel
            ? (whole, operand)
            : throw new UnsupportedNodeException("one is repeated to the other's shape; a layer repeats a number for each channel, or for each pixel, and nothing else.");
    }

    private static bool Matches(OnnxTensor a, OnnxTensor b)
        => a.IsFlat == b.IsFlat && a.Shape.Length == b.Shape.Length
            && (a.IsFlat || a.Shape == b.Shape)
            && a.Storage.SequenceEqual(b.Storage)
            && a.Axes.Zip(b.Axes).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <summary>Two flat tensors, of which one may be a flattened map and the other units: their orders are one only as channels of a pixel.</summary>
    private static (OnnxTensor Whole, OnnxTensor Operand) AsUnits(NodeScope scope, OnnxTensor whole, OnnxTensor operand)
    {
        if (whole.Shape == operand.Shape)
        {
            return (OneAxis(whole), OneAxis(operand));
        }

        MapShape pixel = new(1, 1, whole.Shape.Length, IsFlat: false);
        return (OneAxis(scope.AsShape(whole, pixel)), OneAxis(scope.AsShape(operand, pixel)));
    }

    /// <summary>A tensor of one pixel or a flat one, in order, whose units have one axis whatever they were before.</summary>
    private static OnnxTensor OneAxis(OnnxTensor flat)
    {
        Atom[] all = OnnxTensor.AtomsOf("C", flat.Shape.Length);
        int[] dims = flat.Dims;
        return (flat with { Storage = all, Axes = [all] }).Reshaped(dims) ?? flat;
    }

    public static OnnxTensor Concat(NodeScope scope)
    {
        if (Enumerable.Range(0, scope.Node.Inputs.Length).Any(scope.IsConstant))
        {
            throw new UnsupportedNodeException("it joins computed tensors with constants, and a layer joins only computed tensors: give the constants as channels of the input.");
        }

        OnnxTensor[] tensors = [.. Enumerable.Range(0, scope.Node.Inputs.Length).Select(scope.Input)];
        OnnxTensor first = tensors[0];
        if (tensors.Length == 1)
        {
            return first;
        }

        if (Simplify.AxisChanges.Normalized([scope.Node.Int("axis", 1)], first.Rank) is not [var axis] || tensors.Any(tensor => tensor.Rank != first.Rank))
        {
            throw new UnsupportedNodeException("its axis does not fit the tensors: give the input's shape with --shape, the batch of 1 first.");
        }

        if (tensors.Any(tensor => !tensor.Dims.Where((_, i) => i != axis).SequenceEqual(first.Dims.Where((_, i) => i != axis))))
        {
            throw new UnsupportedNodeException("the tensors differ in another side than the one that they are joined along: give the input's shape with --shape.");
        }

        bool isFlat = tensors.All(tensor => tensor.IsInOrder && tensor.Dims[axis] == tensor.Shape.Length)
            && (tensors.Any(tensor => tensor.IsFlat) || first.Rank < 3);
        if (isFlat)
        {
            tensors = [.. tensors.Select(scope.AsFlat)];
        }
        else if (tensors.Any(tensor => tensor.IsFlat || !tensor.IsChannels(axis)))
        {
            throw new UnsupportedNodeException($"it joins along the axis {axis}, which is not the channels of all of them, and a layer joins channels (or the units of flat tensors).");
        }

        int count = (int)Math.Min(int.MaxValue, tensors.Sum(tensor => (long)tensor.Dims[axis]));
        MapShape shape = isFlat ? new MapShape(1, 1, count, IsFlat: true) : first.Shape with { Channels = count };
        Layer layer = scope.Add(new Layer("Concat", shape, tensors[0].Layer));
        layer.Operands.AddRange(tensors.Skip(1).Select(tensor => tensor.Layer));
        layer.PreferredName = LayerNaming.OfNode(scope.Node.Name);
        Atom[] channels = OnnxTensor.AtomsOf("C", count);
        Atom[] others = isFlat ? [] : [.. first.Storage.Where(atom => atom.Name[0] != 'C')];
        return new OnnxTensor(layer, shape, [.. channels, .. others], [.. first.Axes.Select((atoms, i) => i == axis ? channels : atoms)]);
    }
}
