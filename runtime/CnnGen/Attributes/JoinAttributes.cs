namespace CnnGen;

/// <summary>A layer that joins the current tensor with others, which are given by the names of the layers that make them.</summary>
public abstract class JoinAttribute : LayerAttribute
{
    private protected JoinAttribute(string name, string[] more) => Names = [name, .. more];

    /// <summary>The layers whose outputs are joined with the current tensor, in order.</summary>
    public IReadOnlyList<string> Names { get; }
}

/// <summary>
/// The sum of the current tensor and the named ones, element by element (ONNX Add, Sum). Shapes are equal, or a smaller one is repeated over
/// the map: one of 1 x 1 x channels (or a flat one of as many units) over its pixels, one of height x width x 1 over its channels. A
/// flattened map counts as its units, in the order of the weights file: it may be joined with units of the same number.
/// </summary>
/// <param name="name">The layer whose output is added to the current tensor.</param>
/// <param name="more">Further ones.</param>
public sealed class AddAttribute(string name, params string[] more) : JoinAttribute(name, more)
{
    /// <summary>With one other tensor: without an array, so that a CLS-compliant assembly may have it.</summary>
    /// <param name="name">The layer whose output is added to the current tensor.</param>
    public AddAttribute(string name)
        : this(name, [])
    {
    }
}

/// <summary>The product of the current tensor and the named ones, element by element (ONNX Mul); shapes as for <see cref="AddAttribute"/>.</summary>
/// <param name="name">The layer whose output the current tensor is multiplied with.</param>
/// <param name="more">Further ones.</param>
public sealed class MultiplyAttribute(string name, params string[] more) : JoinAttribute(name, more)
{
    /// <summary>With one other tensor: without an array, so that a CLS-compliant assembly may have it.</summary>
    /// <param name="name">The layer whose output the current tensor is multiplied with.</param>
    public MultiplyAttribute(string name)
        : this(name, [])
    {
    }
}

/// <summary>
/// The channels (units) of the current tensor, then those of the named ones (ONNX Concat along channels). Maps have the same height and
/// width.
/// </summary>
/// <param name="name">The layer whose channels follow those of the current tensor.</param>
/// <param name="more">Further ones.</param>
public sealed class ConcatAttribute(string name, params string[] more) : JoinAttribute(name, more)
{
    /// <summary>With one other tensor: without an array, so that a CLS-compliant assembly may have it.</summary>
    /// <param name="name">The layer whose channels follow those of the current tensor.</param>
    public ConcatAttribute(string name)
        : this(name, [])
    {
    }
}
