using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <content>What is said of weighted sums: formulas, sources, tensors of a weights file, plain loops.</content>
internal sealed partial record WeightedSum
{
    /// <summary>The number of outputs that have a kernel of their own each.</summary>
    private string KernelsText => WeightKind == WeightKind.LocallyConnected ? Output.ToString() : Formulas.Text($"{Output.Channels}");

    private string KernelText
    {
        get
        {
            string taps = WeightKind == WeightKind.Dense
                ? Formulas.Text($"{Reduction}")
                : Formulas.Text($"{Window.Rows.Kernel}x{Window.Columns.Kernel}x{ChannelsUnderWindow}");
            return UseBias ? $"({taps} + 1)" : WeightKind == WeightKind.Dense ? taps : $"({taps})";
        }
    }

    public override string OutputFormula(ShapedLayer layer) => WeightKind switch
    {
        WeightKind.Dense => "",
        WeightKind.Transposed => Formulas.Enlarged(Window, layer),
        _ => Formulas.Slid(Window, layer),
    };

    public override string ParametersFormula => Formulas.Text($"{KernelsText} x {KernelText} = {Parameters}");

    public override string MultiplyAddsFormula
    {
        get
        {
            Shape places = WeightKind == WeightKind.Transposed ? Input : Output;
            return WeightKind == WeightKind.Dense
                ? Formulas.Text($"{Output.Channels} x {Reduction} = {MultiplyAdds}")
                : Formulas.Text($"{places.Height} x {places.Width} x {Output.Channels} x {Reduction} = {MultiplyAdds}");
        }
    }

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight)
        => WeightKind == WeightKind.Transposed
            ? SourcePlaces.Transposed(Window.Side(isHeight), input, output)
            : SourcePlaces.Window(Window.Side(isHeight));

    public override IEnumerable<LayerTensor> Tensors(WeightLayout layout)
    {
        (string weight, int inputSide, int outputSide) = Weight(layout);
        yield return new LayerTensor("weight", [weight], inputSide, Groups == 1 ? outputSide : WantedTensor.NoSide);
        if (UseBias)
        {
            yield return WeightKind switch
            {
                WeightKind.LocallyConnected => new LayerTensor("bias", [LayerTensor.Text(Output.Height, Output.Width, Output.Channels)], WantedTensor.AllSides, 2),
                WeightKind.Depthwise => new LayerTensor("bias", [LayerTensor.Text(Output.Channels)], WantedTensor.AllSides, WantedTensor.NoSide),
                _ => new LayerTensor("bias", [LayerTensor.Text(Output.Channels)], WantedTensor.NoSide, Groups == 1 ? 0 : WantedTensor.NoSide),
            };
        }
    }

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
    {
        yield return new("WeightedSum", layer.Name, InputGroups, Window.Rows, Window.Columns);
        if (Function.Of(Activation) is { } function)
        {
            yield return new("Function", function);
        }
        else if (Softmax.Of(Activation) is { } softmax)
        {
            yield return softmax.Reference(network, layer).Single();
        }
    }

    private (string Shape, int InputSide, int OutputSide) Weight(WeightLayout layout)
    {
        const int all = WantedTensor.AllSides;
        (int outputs, int inputs) = (Output.Channels, ChannelsUnderWindow);
        (int rows, int columns) = (Window.Rows.Kernel, Window.Columns.Kernel);
        return (WeightKind, layout) switch
        {
            (WeightKind.Dense, WeightLayout.PyTorch) => (LayerTensor.Text(outputs, Reduction), 1, 0),
            (WeightKind.Dense, _) => (LayerTensor.Text(Reduction, outputs), 0, 1),
            (WeightKind.LocallyConnected, WeightLayout.PyTorch) => (LayerTensor.Text(Output.Height, Output.Width, outputs, inputs, rows, columns), all, 2),
            (WeightKind.LocallyConnected, _) => (LayerTensor.Text(Positions, Reduction, outputs), all, 2),
            (WeightKind.Transposed, WeightLayout.PyTorch) => (LayerTensor.Text(Input.Channels, outputs / Groups, rows, columns), 0, 1),
            (WeightKind.Transposed, _) => (LayerTensor.Text(rows, columns, outputs / Groups, Input.Channels), 3, 2),

            // Keras has its own shape for a depthwise convolution, but not for a grouped one whose groups are channels.
            (WeightKind.Depthwise, WeightLayout.Keras) when Groups == 1 => (LayerTensor.Text(rows, columns, Input.Channels, outputs / Input.Channels), 2, WantedTensor.NoSide),
            (WeightKind.Depthwise, WeightLayout.PyTorch) => (LayerTensor.Text(outputs, inputs, rows, columns), 0, WantedTensor.NoSide),
            (_, WeightLayout.PyTorch) => (LayerTensor.Text(outputs, inputs, rows, columns), 1, 0),
            _ => (LayerTensor.Text(rows, columns, inputs, outputs), 2, 3),
        };
    }
}
