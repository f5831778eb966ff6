namespace CnnGen.TestKit;

/// <summary>The layers that slide a window, by plain loops.</summary>
internal static class ReferenceLayers
{
    public static double[] Convolve(ConvLayer layer, TestStep step, double[] x, float[] weight, float[]? bias)
    {
        Axis rows = layer.Window.Rows(step.Input.Height, 1);
        Axis columns = layer.Window.Columns(step.Input.Width, 1);
        int channels = step.Input.Channels / layer.Groups;
        int kernelLength = channels * rows.Kernel * columns.Kernel;
        double[] y = new double[step.Output.Length];
        for (int output = 0; output < y.Length; output++)
        {
            int filter = output % layer.Filters;
            int column = output / layer.Filters % columns.Out;
            int row = output / layer.Filters / columns.Out;

            // A locally connected layer has a kernel and a bias of its own for each output.
            int kernel = layer.Local ? output : filter;
            int group = filter / (layer.Filters / layer.Groups);
            double sum = bias?[kernel] ?? 0;
            for (int channel = 0; channel < channels; channel++)
            {
                for (int ky = 0; ky < rows.Kernel; ky++)
                {
                    for (int kx = 0; kx < columns.Kernel; kx++)
                    {
                        int sy = rows.Source(row, ky);
                        int sx = columns.Source(column, kx);
                        if (rows.Holds(sy) && columns.Holds(sx))
                        {
                            int tap = (channel * rows.Kernel + ky) * columns.Kernel + kx;
                            sum += weight[kernel * kernelLength + tap] * x[(sy * columns.In + sx) * step.Input.Channels + group * channels + channel];
                        }
                    }
                }
            }

            y[output] = sum;
        }

        return y;
    }

    public static double[] Convolve(DepthwiseLayer layer, TestStep step, double[] x, float[] weight, float[]? bias)
    {
        Axis rows = layer.Window.Rows(step.Input.Height, 1);
        Axis columns = layer.Window.Columns(step.Input.Width, 1);
        double[] y = new double[step.Output.Length];
        for (int output = 0; output < y.Length; output++)
        {
            int filter = output % step.Output.Channels;
            int column = output / step.Output.Channels % columns.Out;
            int row = output / step.Output.Channels / columns.Out;
            double sum = bias?[filter] ?? 0;
            for (int ky = 0; ky < rows.Kernel; ky++)
            {
                for (int kx = 0; kx < columns.Kernel; kx++)
                {
                    int sy = rows.Source(row, ky);
                    int sx = columns.Source(column, kx);
                    if (rows.Holds(sy) && columns.Holds(sx))
                    {
                        double pixel = x[((sy * columns.In) + sx) * step.Input.Channels + (filter / layer.Multiplier)];
                        sum += weight[((filter * rows.Kernel) + ky) * columns.Kernel + kx] * pixel;
                    }
                }
            }

            y[output] = sum;
        }

        return y;
    }

    /// <summary>Each pixel is added, times the kernel, to the places that it reaches.</summary>
    public static double[] Convolve(TransposedConvLayer layer, TestStep step, double[] x, float[] weight, float[]? bias)
    {
        (Shape input, Shape output) = (step.Input, step.Output);
        int filters = layer.Filters / layer.Groups;
        (Axis rows, Axis columns) = (layer.Rows(input.Height), layer.Columns(input.Width));
        int kernelLength = rows.Kernel * columns.Kernel;
        double[] y = new double[output.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias?[i % layer.Filters] ?? 0;
        }

        for (int i = 0; i < x.Length; i++)
        {
            int channel = i % input.Channels;
            int column = i / input.Channels % input.Width;
            int row = i / input.Channels / input.Width;
            int firstFilter = channel / (input.Channels / layer.Groups) * filters;
            for (int tap = 0; tap < filters * kernelLength; tap++)
            {
                int toRow = (row * rows.Stride) - rows.PadBefore + (tap % kernelLength / columns.Kernel * layer.Dilation);
                int toColumn = (column * columns.Stride) - columns.PadBefore + (tap % columns.Kernel * layer.Dilation);
                if (toRow >= 0 && toRow < output.Height && toColumn >= 0 && toColumn < output.Width)
                {
                    int filter = firstFilter + (tap / kernelLength);
                    y[(((toRow * output.Width) + toColumn) * layer.Filters) + filter] += x[i] * weight[(channel * filters * kernelLength) + tap];
                }
            }
        }

        return y;
    }

    /// <summary>Between the four nearest pixels' centres; outside of them, the border's.</summary>
    public static double[] Interpolate(int factor, TestStep step, double[] x)
    {
        (int channels, int width) = (step.Output.Channels, step.Output.Width);
        double[] y = new double[step.Output.Length];
        for (int output = 0; output < y.Length; output++)
        {
            (int top, int bottom, double down) = Between(output / channels / width, factor, step.Input.Height);
            (int left, int right, double across) = Between(output / channels % width, factor, step.Input.Width);
            double Pixel(int row, int column) => x[(((row * step.Input.Width) + column) * channels) + (output % channels)];
            double above = ((1 - across) * Pixel(top, left)) + (across * Pixel(top, right));
            double below = ((1 - across) * Pixel(bottom, left)) + (across * Pixel(bottom, right));
            y[output] = ((1 - down) * above) + (down * below);
        }

        return y;
    }

    private static (int First, int Second, double Share) Between(int output, int factor, int length)
    {
        // As PyTorch: behind the last centre both pixels are the last one, so that an infinity there stays one.
        double place = Math.Max(0, ((output + 0.5) / factor) - 0.5);
        int first = (int)place;
        return (first, Math.Min(first + 1, length - 1), place - first);
    }

    /// <summary>A map whose pixels come from another's, by row and column; zero where that has none.</summary>
    public static double[] Resize(TestStep step, double[] x, Func<int, int, (int Row, int Column)> sourceOf, double outside = 0)
    {
        double[] y = new double[step.Output.Length];
        for (int output = 0; output < y.Length; output++)
        {
            int channels = step.Output.Channels;
            (int row, int column) = sourceOf(output / channels / step.Output.Width, output / channels % step.Output.Width);
            bool isReal = row >= 0 && row < step.Input.Height && column >= 0 && column < step.Input.Width;
            y[output] = isReal ? x[(((row * step.Input.Width) + column) * channels) + (output % channels)] : outside;
        }

        return y;
    }

    /// <summary>A maximum is NaN where a number under the window is, as Math.Max has it, and Enumerable.Max has not.</summary>
    public static double[] Pool(GlobalPoolLayer layer, Shape input, double[] x)
        => [.. Enumerable.Range(0, input.Channels)
            .Select(channel => x.Where((_, i) => i % input.Channels == channel))
            .Select(pixels => layer.Max ? pixels.Aggregate(Math.Max) : pixels.Average())];

    public static double[] Pool(PoolLayer layer, TestStep step, double[] x)
    {
        Axis rows = layer.RowsOf(step.Input);
        Axis columns = layer.ColumnsOf(step.Input);
        int channels = step.Input.Channels;
        double[] y = new double[step.Output.Length];
        for (int output = 0; output < y.Length; output++)
        {
            int channel = output % channels;
            int column = output / channels % columns.Out;
            int row = output / channels / columns.Out;
            List<double> window = [];
            for (int ky = 0; ky < rows.Kernel; ky++)
            {
                for (int kx = 0; kx < columns.Kernel; kx++)
                {
                    int sy = rows.Source(row, ky);
                    int sx = columns.Source(column, kx);
                    if (rows.Holds(sy) && columns.Holds(sx))
                    {
                        window.Add(x[(sy * columns.In + sx) * channels + channel]);
                    }
                }
            }

            int divisor = layer.CountIncludePad ? rows.Kernel * columns.Kernel : window.Count;
            y[output] = layer.Max ? window.Aggregate(Math.Max) : window.Sum() / divisor;
        }

        return y;
    }
}
