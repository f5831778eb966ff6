using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>How a Resize or Upsample finds the pixels of its output.</summary>
/// <param name="Sizes">The output's sides.</param>
internal sealed record ResizeMode(int[] Sizes, string Mode, string Coordinates, string Nearest)
{
    public static ResizeMode Read(NodeScope scope, int[] dims)
    {
        OnnxNode node = scope.Node;
        bool isOld = node.Operator == "Upsample" || scope.Opset < 11;
        Constant? scales = scope.OptionalConstant(isOld ? 1 : 2, "scales");
        Constant? sizes = isOld ? null : scope.OptionalConstant(3, "sizes");
        if (scope.OutputDims() is not { } output || output.Length != dims.Length)
        {
            throw new UnsupportedNodeException("its scales or sizes are not one for each axis: export it with a whole scale_factor.");
        }

        // Where scales are given, pixels are found by them, and not by the sides that they are rounded to.
        float[] factors = sizes is { Count: > 0 } ? [] : scales is { Count: > 0 } ? scales.ToFloats() : node.Floats("scales") ?? [];
        int[] axes = node.Ints("axes") is { Length: > 0 } named ? AxisChanges.Normalized(named, dims.Length) ?? [] : [.. Enumerable.Range(0, dims.Length)];
        if (factors.Zip(axes).Any(pair => (double)pair.First * dims[pair.Second] != output[pair.Second]))
        {
            throw new UnsupportedNodeException($"its scales [{string.Join(", ", factors.Take(8))}] make no whole number of rows and columns of {MessageText.Shape(dims)}, so that it finds pixels between those of UpSample2D: use whole scales.");
        }

        if (node.Int("antialias", 0) != 0 || node.Text("keep_aspect_ratio_policy", "stretch") != "stretch" || node.Int("exclude_outside", 0) != 0)
        {
            throw new UnsupportedNodeException("it resizes with antialias, exclude_outside or an aspect ratio to keep, which UpSample2D does not: export it without.");
        }

        return new ResizeMode(
            output,
            node.Text("mode", "nearest"),
            isOld ? "asymmetric" : node.Text("coordinate_transformation_mode", "half_pixel"),
            isOld ? "floor" : node.Text("nearest_mode", "round_prefer_floor"));
    }

    /// <summary>Whether it is UpSample2D's bilinear interpolation; false for its nearest neighbours.</summary>
    /// <exception cref="UnsupportedNodeException">It is neither.</exception>
    public bool IsBilinear(params int[] factors)
    {
        if (Mode is "linear" or "bilinear")
        {
            return Coordinates is "half_pixel" or "pytorch_half_pixel"
                ? true
                : throw new UnsupportedNodeException($"it interpolates with the coordinates '{MessageText.Shown(Coordinates)}', and UpSample2D's are half_pixel: export with align_corners=False, at opset 11 or newer.");
        }

        if (Mode != "nearest")
        {
            throw new UnsupportedNodeException($"it interpolates by '{MessageText.Shown(Mode)}', and UpSample2D by nearest or bilinear: train with one of these.");
        }

        // A block of outputs for each input: then the nearest is the same by whichever of ONNX's ways it is found.
        return factors.Any(factor => Enumerable.Range(0, factor).Any(i => Source(i, factor) != 0))
            ? throw new UnsupportedNodeException($"its nearest neighbours are found by '{MessageText.Shown(Coordinates)}' and '{MessageText.Shown(Nearest)}', which shifts the pixels; UpSample2D repeats each: export with coordinate_transformation_mode 'asymmetric' and nearest_mode 'floor', as PyTorch does.")
            : false;
    }

    private int Source(int place, int factor)
    {
        double position = Coordinates switch
        {
            "asymmetric" => (double)place / factor,
            "half_pixel" or "pytorch_half_pixel" => ((place + 0.5) / factor) - 0.5,
            "tf_half_pixel_for_nn" => (place + 0.5) / factor,
            _ => double.PositiveInfinity,
        };
        double rounded = Nearest switch
        {
            "floor" => Math.Floor(position),
            "ceil" => Math.Ceiling(position),
            "round_prefer_ceil" => Math.Floor(position + 0.5),
            _ => Math.Ceiling(position - 0.5),
        };

        // Outside the map the border's pixel counts, which is this block's own at the map's start.
        return (int)Math.Clamp(rounded < 0 && rounded > -1 ? 0 : rounded, -1, 1);
    }
}
