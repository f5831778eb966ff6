namespace CnnGen;

/// <summary>The mean of each channel over the whole map (ONNX <c>GlobalAveragePool</c>). HxWxC becomes 1x1xC, flat for what follows.</summary>
public sealed class GlobalAvgPool2DAttribute : LayerAttribute;

/// <summary>The largest of each channel over the whole map (ONNX <c>GlobalMaxPool</c>). HxWxC becomes 1x1xC, flat for what follows.</summary>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute;
