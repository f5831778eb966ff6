using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The same elements as a tensor of another shape.</summary>
internal sealed record ReshapeStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, Reshape Counts)
    : Step(Layer, Input, Output, Functions)
{
    public override string Algorithm => $"{Counts.Input} as {Counts.Output}{(ReadsFileOrder ? ", in the order of the weights file" : "")}";

    public override bool ReadsFileOrder => Counts.HangsOnOrder;

    protected override bool KeepsInRegisters => false;
}
