using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The sum, or the product, of tensors, eight channels at a time.</summary>
/// <param name="Operands">How the input and the others go over the output.</param>
internal sealed record ElementwiseStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    bool IsSum,
    EquatableArray<Operand> Operands) : Step(Layer, Input, Output, Functions)
{
    public override string Algorithm => $"{(IsSum ? "sum" : "product")} of {Operands.Count}{string.Concat(Operands.Select(Text))}";

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Channels => Tensor.WholeVectors(Output.Shape.Channels);

    /// <summary>Whether a row's numbers are gone through in one run, because all tensors have them at the same places.</summary>
    public bool RunsOverRows => Operands.All(operand => operand.Broadcast == Broadcast.Full)
        && (Output.Shape.Width == 1 || Inputs.Append(Output).All(tensor => tensor.PixelStride == Channels));

    public override double Cycles(Target target)
        => Output.Shape.Height * Output.Shape.Width * CostModel.Pass(Operands.Count * Channels / Tensor.Lanes, (Operands.Count - 1) * Channels / Tensor.Lanes, Channels / Tensor.Lanes);

    private static string Text(Operand operand) => operand.Broadcast switch
    {
        Broadcast.Channels => ", one number a channel",
        Broadcast.Pixels => ", one number a pixel",
        _ => "",
    };
}
