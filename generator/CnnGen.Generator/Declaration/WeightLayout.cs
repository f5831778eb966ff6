namespace CnnGen.Generator.Declaration;

/// <summary>The runtime's enum of the same name: its values are read from attributes.</summary>
internal enum WeightLayout
{
    PyTorch,
    Keras,
}
