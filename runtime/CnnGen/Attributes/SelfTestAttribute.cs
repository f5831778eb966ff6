namespace CnnGen;

/// <summary>
/// Has a static <c>SelfTest()</c> generated, which loads the network, runs it on an input for which every layer's output is known, and names
/// the first layer that differs. <c>cnngen import</c> writes both files.
/// </summary>
/// <param name="vector">
/// A safetensors file with the tensors <c>input</c> and <c>output</c>, in the order of the network's spans, and one a layer, by its name, in
/// height, width, channel order. A layer, and the output, may be a sample: then <c>NAME@places</c> (I32) says for each element of <c>NAME</c> which
/// one of the layer it is. A large input may be <c>input@repeated</c>, whose elements are repeated. A relative path counts from the program's folder, or else from the current one.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SelfTestAttribute(string vector) : Attribute
{
    /// <summary>The file with an input and the outputs that belong to it.</summary>
    public string Vector { get; } = vector;

    /// <summary>The file with the weights that the outputs were made with, in PyTorch's layout.</summary>
    public required string Weights { get; set; }
}
