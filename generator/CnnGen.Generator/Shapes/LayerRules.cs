namespace CnnGen.Generator.Shapes;

/// <summary>The kinds of layers there are.</summary>
internal static class LayerRules
{
    private static readonly Dictionary<string, LayerRule> _byKind = new LayerRule[]
    {
        new ConvolutionRule("Conv2D", "conv", WeightKind.Convolution),
        new ConvolutionRule("LocallyConnected2D", "local", WeightKind.LocallyConnected),
        new DepthwiseRule(),
        new TransposedRule(),
        new PoolRule("MaxPool2D", "maxpool", isMax: true),
        new PoolRule("AvgPool2D", "avgpool", isMax: false),
        new GlobalPoolRule("GlobalMaxPool2D", "globalmaxpool", isMax: true),
        new GlobalPoolRule("GlobalAvgPool2D", "globalavgpool", isMax: false),
        new NormalizeRule(),
        new BatchNormRule(),
        new ZeroPadRule(),
        new CropRule(),
        new UpSampleRule(),
        new LocalResponseNormRule(),
        new FlattenRule(),
        new ReshapeRule(),
        new DenseRule(),
        new DropoutRule(),
        new PointwiseRule(Activation.ReLU),
        new PointwiseRule(Activation.ReLU6),
        new PointwiseRule(Activation.LeakyReLU, "slope"),
        new PointwiseRule(Activation.ELU, "alpha"),
        new PointwiseRule(Activation.SELU),
        new PointwiseRule(Activation.Sigmoid),
        new PointwiseRule(Activation.HardSigmoid),
        new PointwiseRule(Activation.Tanh),
        new PointwiseRule(Activation.Softplus),
        new PointwiseRule(Activation.SiLU),
        new PointwiseRule(Activation.HardSwish),
        new PointwiseRule(Activation.GELU),
        new PReLURule(),
        new MaxoutRule(),
        new SoftmaxRule("Softmax", "softmax", isLog: false),
        new SoftmaxRule("LogSoftmax", "logsoftmax", isLog: true),
        new ElementwiseRule("Add", isSum: true),
        new ElementwiseRule("Multiply", isSum: false),
        new ConcatRule(),
        new ChannelShuffleRule(),
        new PixelShuffleRule(),
        new SliceRule(),
    }.ToDictionary(rule => rule.Kind);

    private static readonly LayerRule _unfinished = new UnfinishedRule();

    public static LayerRule Of(string kind) => _byKind.TryGetValue(kind, out LayerRule rule) ? rule : _unfinished;
}
