using System.Reflection;
using CnnGen;
using Digits;

namespace DigitPad;

/// <summary>What the page knows of the network before anything is drawn.</summary>
/// <param name="Name">The network's class.</param>
/// <param name="DrawingSide">Rows and columns of a drawing.</param>
/// <param name="Parameters">All trained numbers.</param>
/// <param name="MultiplyAdds">All multiplications with a weight, for one drawing.</param>
/// <param name="Layers">The input, then each layer from the first to the last.</param>
internal sealed record NetworkDescription(string Name, int DrawingSide, long Parameters, long MultiplyAdds, LayerDescription[] Layers)
{
    /// <summary>Shapes and costs are the generated summary's, the windows those of the attributes on the class.</summary>
    public static NetworkDescription Create()
    {
        InputAttribute input = typeof(LeNet5).GetCustomAttribute<InputAttribute>()!;
        List<LayerDescription> layers =
        [
            new("input", "Input", DeclarationsOf<InputAttribute>().Single(), [input.Height, input.Width, input.Channels], Offset: 0,
                Parameters: 0, MultiplyAdds: 0, ReceptiveField: "", Activation: null, Window: null, []),
        ];
        int offset = LeNet5.InputLength;
        foreach ((LayerAttribute attribute, string declaration, LayerSummary summary)
            in typeof(LeNet5).GetCustomAttributes<LayerAttribute>().Zip(DeclarationsOf<LayerAttribute>(), LeNet5.Summary.Layers))
        {
            if (attribute.GetType().Name != $"{summary.Kind}Attribute")
            {
                throw new InvalidOperationException($"'{summary.Name}' is a {summary.Kind}, but the class has {attribute.GetType().Name} in its place.");
            }

            int[] shape = [.. summary.OutputShape.Split('x').Select(int.Parse)];
            layers.Add(new LayerDescription(
                summary.Name, summary.Kind, declaration, shape, offset, summary.Parameters, summary.MultiplyAdds, summary.ReceptiveField,
                attribute is WeightedLayerAttribute { Activation: not Activation.None } weighted ? weighted.Activation.ToString() : null,
                Window.Of(attribute), Arithmetic.Of(attribute, layers[^1].Shape, shape, summary)));
            offset += (int)summary.Activations;
        }

        return new NetworkDescription(LeNet5.Summary.Name, Drawing.Side, LeNet5.ParameterCount, LeNet5.MultiplyAddCount, [.. layers]);
    }

    private static IEnumerable<string> DeclarationsOf<TAttribute>()
        => typeof(LeNet5).GetCustomAttributesData().Where(data => data.AttributeType.IsAssignableTo(typeof(TAttribute))).Select(Declaration.Of);
}

/// <summary>A layer, for the page.</summary>
/// <param name="Name">As in the generated summary.</param>
/// <param name="Kind">The attribute, as <c>Conv2D</c>.</param>
/// <param name="Declaration">The attribute with its arguments, as it stands above the class.</param>
/// <param name="Shape">Height, width and channels, or the length of a flat tensor.</param>
/// <param name="Offset">Its first number in a trace, counted in floats.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiplications with a weight.</param>
/// <param name="ReceptiveField">The part of the input that one of its numbers hangs on, as <c>5x5</c>; empty for the input.</param>
/// <param name="Activation">What is applied to its sums; null if nothing.</param>
/// <param name="Window">What a convolution or a pool slides; null for other kinds.</param>
/// <param name="Arithmetic">The formulas behind the shape and the costs, with their numbers.</param>
internal sealed record LayerDescription(
    string Name, string Kind, string Declaration, int[] Shape, int Offset, long Parameters, long MultiplyAdds, string ReceptiveField, string? Activation,
    Window? Window, Formula[] Arithmetic);
