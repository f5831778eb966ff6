namespace CnnGen.Generator.Shapes;

internal sealed class FlattenRule() : LayerRule("Flatten", "flatten")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer) => (layer.Input.Flattened(), new Identity());
}

/// <summary>An attribute whose name is misspelt or unfinished: the compiler reports it, and the layers below are not checked.</summary>
internal sealed class UnfinishedRule() : LayerRule("", "layer")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer) => (Shape.Unknown, new Identity());
}

internal sealed class DropoutRule() : LayerRule("Dropout", "dropout")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        _ = layer.Number("rate", 0, rate => rate is >= 0 and < 1, "from 0 up to but not including 1");
        return (layer.Input, new Identity());
    }
}
