using CnnGen.Import;
using CnnGen.Import.Load;
using CnnGen.TestKit;
using Onnx;

namespace CnnGen.Conformance.Backend;

/// <summary>One output of one test with one set of numbers: a network that was imported, and what it must give.</summary>
/// <param name="ClassName">The network's class; no two cases have the same.</param>
/// <param name="Input">What goes in; several images where the network reads one.</param>
/// <param name="Expected">What ONNX says comes out.</param>
internal sealed record BackendCase(ImportedNetwork Network, string ClassName, float[] Input, float[] Expected)
{
    /// <summary>Imports it: the tensor as a whole, or, where its first side is a batch, image by image.</summary>
    /// <exception cref="ImportException">It cannot be imported either way.</exception>
    /// <exception cref="NotApplicableException">Its images are not independent of one another.</exception>
    public static BackendCase Import(ModelProto model, string output, string className, Constant input, Constant expected)
    {
        if (input.Count == 0)
        {
            throw new NotApplicableException("its input holds no numbers");
        }

        ImportException refusal;
        try
        {
            ImportedNetwork whole = OnnxImporter.Import(model, Options(input.Dims));
            return whole.OutputShape.SequenceEqual(expected.Dims)
                ? new BackendCase(whole, className, input.ToFloats(), expected.ToFloats())
                : throw new InvalidOperationException($"gives [{string.Join(", ", whole.OutputShape)}], not [{string.Join(", ", expected.Dims)}]");
        }
        catch (ImportException exception) when (input.Dims is [> 1, _, ..])
        {
            refusal = exception;
        }

        ImportedNetwork image;
        try
        {
            image = OnnxImporter.Import(model, Options([1, .. input.Dims[1..]]));
        }
        catch (ImportException) when (IsOfBatch(refusal) && model.Graph.Initializer.Any(weights => weights.Dims.Count == input.Dims.Length && weights.Dims[0] == input.Dims[0]))
        {
            throw new NotApplicableException($"each of its operands is a batch of {input.Dims[0]}, and a network reads one image");
        }
        catch (ImportException) when (!IsOfBatch(refusal))
        {
            // Of a tensor that may be one image or several, the first refusal says what is wrong with the operator.
            throw refusal;
        }

        return expected.Dims is [var count, .. var sides] && count == input.Dims[0] && image.OutputShape.SequenceEqual([1, .. sides])
            ? new BackendCase(image, className, input.ToFloats(), expected.ToFloats())
            : throw (IsOfBatch(refusal) ? new NotApplicableException($"it mixes the {input.Dims[0]} images of a batch, and a network computes one at a time") : refusal);

        ImportOptions Options(int[] shape) => new() { ClassName = className, Output = output, Shape = shape.Length == 0 ? null : shape };
    }

    /// <summary>What is wrong with the result; null if nothing.</summary>
    public string? Fault(CompiledNetworks compiled)
    {
        using MemoryStream weights = new();
        Network.WriteWeights(weights);
        weights.Position = 0;
        NetworkInstance instance = compiled[ClassName].Load(weights);
        int images = Input.Length / Network.InputLength;
        float scale = Expected.Max(Math.Abs);
        for (int image = 0; image < images; image++)
        {
            float[] found = instance.GuardedForward(Network.InputFromOnnx(Input.AsSpan(image * Network.InputLength, Network.InputLength)));
            float[] expected = Network.OutputFromOnnx(Expected.AsSpan(image * Network.OutputLength, Network.OutputLength));
            for (int i = 0; i < expected.Length; i++)
            {
                // The second is ONNX's own measure. Written so that a NaN fails.
                float difference = Math.Abs(expected[i] - found[i]);
                if (!(difference <= 1e-4f * scale) && !(difference <= 1e-7f + (1e-3f * Math.Abs(expected[i]))))
                {
                    return $"image {image}, number {i}: expected {expected[i]}, found {found[i]}\n{Network.Source}";
                }
            }
        }

        return null;
    }

    private static bool IsOfBatch(ImportException refusal) => refusal.Message.Contains("batch of", StringComparison.Ordinal) || refusal.Message.Contains("batch is", StringComparison.Ordinal);
}
