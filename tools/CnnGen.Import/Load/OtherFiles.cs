using System.Text;

namespace CnnGen.Import.Load;

/// <summary>What to do with a file that is not an ONNX model. The advice follows from what the file is.</summary>
internal static class OtherFiles
{
    private const string Download = "Download the file again; on GitHub and Hugging Face, by the link 'raw' or 'download', and signed in where the model asks for it.";

    /// <summary>What follows "'model.onnx' is a web page"; null for what may be ONNX.</summary>
    public static string? Advice(FileKind kind, byte[] bytes) => kind switch
    {
        FileKind.Onnx or FileKind.Unknown => null,
        FileKind.Empty => ": the export or the download failed. Make it again.",
        FileKind.Zeros => ": the download or the copy failed. Make it again.",
        FileKind.OnnxRuntime => ": import the .onnx file that it was made from.",
        FileKind.Safetensors => ": it holds weights, but no network. Import the ONNX model instead, or declare the network as attributes and load this file.",
        FileKind.PyTorch => ": it holds weights or Python objects, not a graph that can be read. Load it in Python, and export it with torch.onnx.export(model.eval(), example, \"model.onnx\").",
        FileKind.Pickle => ", as older versions of PyTorch and scikit-learn's joblib write: load it in Python, and export the model with torch.onnx.export or skl2onnx.",
        FileKind.Keras => ": load it in Python (keras.models.load_model), and export it with model.export(\"model.onnx\", format=\"onnx\") or with tf2onnx.convert.from_keras.",
        FileKind.Hdf5 => ", as Keras writes: convert it with 'python -m tf2onnx.convert --keras model.h5 --output model.onnx', then import that.",
        FileKind.TensorFlowLite => ": convert it with 'python -m tf2onnx.convert --tflite model.tflite --output model.onnx', then import that. A quantised one must be converted from the float model that it was made of.",
        FileKind.TensorFlow => ": convert it with 'python -m tf2onnx.convert --graphdef model.pb --inputs input:0 --outputs output:0 --output model.onnx' (the folder of a saved_model.pb with --saved-model), then import that.",
        FileKind.CoreML => ": export the original model (of PyTorch or Keras) as ONNX, then import that.",
        FileKind.MLNet => ": export it with mlContext.Model.ConvertToOnnx. CnnGen compiles neural networks; trees, linear models and text transforms of ML.NET stay in ML.NET.",
        FileKind.NumPy => ": it holds numbers, but no network.",
        FileKind.NumPyArchive => ": it holds weights, but no network. Declare the network as attributes, and save the weights with safetensors.numpy.save_file.",
        FileKind.Gguf => ": CnnGen compiles small convolutional networks.",
        FileKind.GitLfsPointer => " instead of the model itself: 'git lfs pull' fetches it.",
        FileKind.Html => $", an error or login page in place of the model. {Download}",
        FileKind.Xml => $", which may be an error message in place of the model{Begins(bytes)}. {Download} (An OpenVINO model is XML too: import the ONNX model that it was made from.)",
        FileKind.Json => $", which may be an error message in place of the model{Begins(bytes)}. {Download}",
        FileKind.Text => $", which may be an error message in place of the model{Begins(bytes)}. {Download}",
        FileKind.Zip => ": extract the .onnx file, and import that.",
        FileKind.Archive => ": extract the .onnx file, and import that.",
        FileKind.Picture => ", not a model.",
        FileKind.Pdf => ", not a model.",
        FileKind.Program => ", not a model.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no advice for this kind of file."),
    };

    /// <summary>The first line of a text.</summary>
    private static string Begins(byte[] bytes)
        => Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 200)).Trim('\uFEFF', ' ', '\r', '\n', '\t').Split('\r', '\n')[0] is { Length: > 0 } line
            ? $" (it begins '{MessageText.Shown(line)}')"
            : "";
}
