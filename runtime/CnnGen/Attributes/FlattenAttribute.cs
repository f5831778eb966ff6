namespace CnnGen;

/// <summary>Makes a map HxWxC a flat tensor of H*W*C, in the order of the network's <see cref="Layout"/>. Costs nothing at run time.</summary>
public sealed class FlattenAttribute : LayerAttribute;
