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
        new PadRule("ZeroPad2D", "zeropad", hasMode: false),
        new PadRule("Pad2D", "pad", hasMode: true),
        new CropRule(),
        new UpSampleRule(),
        new LocalResponseNormRule(),
        new FlattenRule(),
        new ReshapeRule(),
        new DenseRule(),
        new DropoutRule(),
        new PointwiseRule(FunctionKind.ReLU),
        new PointwiseRule(FunctionKind.ReLU6),
        new PointwiseRule("LeakyReLU", PointwiseRule.LeakyReLU),
        new PointwiseRule("ELU", PointwiseRule.ELU),
        new PointwiseRule(FunctionKind.SELU),
        new PointwiseRule(FunctionKind.Sigmoid),
        new PointwiseRule(FunctionKind.HardSigmoid),
        new PointwiseRule(FunctionKind.Tanh),
        new PointwiseRule(FunctionKind.Softplus),
        new PointwiseRule(FunctionKind.SiLU),
        new PointwiseRule(FunctionKind.HardSwish),
        new PointwiseRule(FunctionKind.GELU),
        new PointwiseRule("Clip", PointwiseRule.Clip),
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

    /// <summary>The attributes, as <c>Conv2D</c>.</summary>
    public static IEnumerable<string> Kinds => _byKind.Keys;

    public static LayerRule Of(string kind) => _byKind.TryGetValue(kind, out LayerRule rule) ? rule : _unfinished;
}
