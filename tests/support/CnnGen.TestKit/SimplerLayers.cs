namespace CnnGen.TestKit;

/// <summary>Layers with one argument smaller or left out.</summary>
internal static class SimplerLayers
{
    public static IEnumerable<TestLayer> Of(TestLayer layer)
    {
        IEnumerable<TestLayer> own = layer switch
        {
            ConvLayer conv =>
            [
                .. OfWindow(conv.Window).Select(window => conv with { Window = window }),
                .. Less(conv.Filters).Select(filters => conv with { Filters = filters }),
                .. conv.Groups > 1 ? [conv with { Groups = 1 }] : Array.Empty<ConvLayer>(),
                .. conv.Local ? [conv with { Local = false }] : Array.Empty<ConvLayer>(),
            ],
            DepthwiseLayer conv =>
            [
                .. OfWindow(conv.Window).Select(window => conv with { Window = window }),
                .. Less(conv.Multiplier).Select(multiplier => conv with { Multiplier = multiplier }),
            ],
            TransposedConvLayer conv =>
            [
                .. Less(conv.Filters).Select(filters => conv with { Filters = filters }),
                .. Less(conv.Kernel).Select(kernel => conv with { Kernel = kernel }),
                .. Less(conv.Stride).Select(stride => conv with { Stride = stride }),
                conv with { Dilation = 1 }, conv with { Groups = 1 }, conv with { Pad = 0 }, conv with { OutputPadding = 0 },
            ],
            PoolLayer pool => OfWindow(pool.Window).Select(window => pool with { Window = window }).Append(pool with { CountIncludePad = false }),
            DenseLayer dense => Less(dense.Units).Select(units => dense with { Units = units }),
            PadLayer pads => [pads with { Top = 0 }, pads with { Bottom = 0 }, pads with { Left = 0 }, pads with { Right = 0 }, pads with { Mode = PadMode.Constant }, pads with { Value = 0 }],
            ZeroPadLayer pads => [pads with { Top = 0 }, pads with { Bottom = 0 }, pads with { Left = 0 }, pads with { Right = 0 }],
            CropLayer crop => [crop with { Top = 0 }, crop with { Bottom = 0 }, crop with { Left = 0 }, crop with { Right = 0 }],
            UpSampleLayer larger => Less(larger.Factor).Select(factor => larger with { Factor = factor }).Append(larger with { Bilinear = false }),
            LocalResponseNormLayer norm => Less(norm.Size).Select(size => norm with { Size = size, Before = null }).Append(norm with { Before = null })
                .Append(norm with { Alpha = null }).Append(norm with { Beta = null }).Append(norm with { Bias = null }),
            BatchNormLayer norm => [norm with { Epsilon = null }],
            MaxoutLayer maxout => Less(maxout.Pieces).Where(pieces => pieces > 1).Select(pieces => maxout with { Pieces = pieces }),
            ActivationLayer { Function: not Activation.ReLU } => [new ActivationLayer(Activation.ReLU)],
            _ => [],
        };
        IEnumerable<TestLayer> weighted = layer is WeightedLayer common
            ? [common with { Activation = Activation.None }, common with { UseBias = false }]
            : [];
        return own.Concat(weighted).Where(simpler => simpler != layer);
    }

    /// <summary>1, half, and one less.</summary>
    public static IEnumerable<int> Less(int number) => new[] { 1, number / 2, number - 1 }.Where(less => less > 0 && less < number).Distinct();

    /// <summary>The layer with fewer filters or units, if it has that many.</summary>
    public static TestLayer WithChannels(TestLayer layer, int count, int less) => layer switch
    {
        ConvLayer conv when conv.Filters == count => conv with { Filters = less, Groups = conv.Groups == count ? less : conv.Groups },
        ConvLayer conv when conv.Groups == count => conv with { Groups = less },
        TransposedConvLayer conv when conv.Filters == count => conv with { Filters = less },
        DenseLayer dense when dense.Units == count => dense with { Units = less },
        _ => layer,
    };

    private static IEnumerable<Window> OfWindow(Window window)
    {
        // Sides and pads at once: pads may not be larger than sides allow.
        yield return new Window(1, 1);
        yield return new Window(window.Height, window.Width);
        foreach (int height in Less(window.Height))
        {
            yield return window with { Height = height };
        }

        foreach (int width in Less(window.Width))
        {
            yield return window with { Width = width };
        }

        yield return window with { Stride = null };
        yield return window with { StrideHeight = null };
        yield return window with { StrideWidth = null };
        yield return window with { Same = false };
        yield return window with { Pad = null };
        yield return window with { PadTop = null };
        yield return window with { PadBottom = null };
        yield return window with { PadLeft = null };
        yield return window with { PadRight = null };
        yield return window with { Dilation = null };
    }
}
