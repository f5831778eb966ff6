using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.Tests.Golden;

namespace CnnGen.Tests;

/// <summary>PyTorch's outputs, kept in files: an oracle that shares no line with this repository. See Golden/make_golden.py.</summary>
public class GoldenTests
{
    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    [Fact]
    public void StridesPadsAndPools() => Check("strided", GoldenStrided.Load(PathOf("strided")).Forward);

    [Fact]
    public void SamePadding() => Check("same", GoldenSame.Load(PathOf("same")).Forward);

    [Fact]
    public void LocalConnection() => Check("local", GoldenLocal.Load(PathOf("local")).Forward);

    [Fact]
    public void Units() => Check("units", GoldenUnits.Load(PathOf("units")).Forward);

    [Fact]
    public void DepthwiseConvolutionsNormalisationsAndActivations() => Check("mobile", GoldenMobile.Load(PathOf("mobile")).Forward);

    [Fact]
    public void GlobalPools() => Check("pooled", GoldenPooled.Load(PathOf("pooled")).Forward);

    [Fact]
    public void TransposedConvolutionsAndBilinear() => Check("enlarged", GoldenEnlarged.Load(PathOf("enlarged")).Forward);

    [Fact]
    public void KerassLayoutAndSame() => Check("keras", GoldenKeras.Load(PathOf("keras"), WeightLayout.Keras).Forward);

    [Fact]
    public void LocalResponseOfEvenSizes() => Check("response", GoldenResponse.Load(PathOf("response")).Forward);

    [Fact]
    public void FlattenedMapsAsUnits() => Check("flat", GoldenFlat.Load(PathOf("flat")).Forward);

    [Fact]
    public void LeNet5() => Check("lenet5_images", GoldenLeNet5.Load(PathOf("lenet5")).Forward);

    private static void Check(string file, Forward forward)
    {
        byte[] bytes = File.ReadAllBytes(PathOf(file));
        (int count, float[] inputs) = ReadTensor(bytes, "input");
        (_, float[] outputs) = ReadTensor(bytes, "output");
        int inputLength = inputs.Length / count;
        int outputLength = outputs.Length / count;
        double scale = outputs.Max(Math.Abs);

        for (int i = 0; i < count; i++)
        {
            float[] actual = new float[outputLength];
            forward(inputs.AsSpan(i * inputLength, inputLength), actual);
            for (int k = 0; k < outputLength; k++)
            {
                float expected = outputs[i * outputLength + k];
                // Written so that a NaN fails.
                Assert.True(
                    Math.Abs(actual[k] - expected) <= 1e-5 * scale,
                    $"{file}, input {i}, output {k}: PyTorch says {expected:G9}, CnnGen {actual[k]:G9}");
            }
        }
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", $"{file}.safetensors");

    /// <summary>A tensor and its first dimension, read without the library, whose reader is under test too.</summary>
    private static (int Count, float[] Values) ReadTensor(byte[] file, string key)
    {
        int headerLength = (int)BitConverter.ToInt64(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        JsonElement tensor = header.RootElement.GetProperty(key);
        int begin = tensor.GetProperty("data_offsets")[0].GetInt32();
        int end = tensor.GetProperty("data_offsets")[1].GetInt32();
        ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength)[begin..end];
        return (tensor.GetProperty("shape")[0].GetInt32(), MemoryMarshal.Cast<byte, float>(data).ToArray());
    }
}
