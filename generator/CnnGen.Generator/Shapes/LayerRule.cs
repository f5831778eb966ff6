namespace CnnGen.Generator.Shapes;

/// <summary>Computes one kind of layer: its shape, its operation, and what is wrong with it.</summary>
internal abstract class LayerRule(string kind, string prefix)
{
    /// <summary>The attribute's name without its ending.</summary>
    public string Kind { get; } = kind;

    /// <summary>What default names begin with; the count of the kind follows.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>Whether it reads further tensors, which its text arguments name.</summary>
    public virtual bool IsJoin => false;

    /// <summary>The output's shape and the operation. After a fault, the shape as far as it was declared.</summary>
    public abstract (Shape Output, Operation Operation) Infer(LayerContext layer);
}
