namespace CnnGen;

/// <summary>What a file is, judged by its first bytes (<see cref="FileKinds.Of"/>).</summary>
internal enum FileKind
{
    /// <summary>None of the others: it may be ONNX, or any other file.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>Only zeros, as a failed download or a file that was never written to.</summary>
    Zeros,

    /// <summary>A serialised ONNX model.</summary>
    Onnx,

    /// <summary>ONNX Runtime's own format (.ort).</summary>
    OnnxRuntime,

    /// <summary>Weights with a JSON header (.safetensors).</summary>
    Safetensors,

    /// <summary>A zip archive of PyTorch (.pt, .pth).</summary>
    PyTorch,

    /// <summary>A Python pickle.</summary>
    Pickle,

    /// <summary>A zip archive of Keras 3 (.keras).</summary>
    Keras,

    /// <summary>HDF5, as older Keras writes (.h5).</summary>
    Hdf5,

    /// <summary>TensorFlow Lite (.tflite).</summary>
    TensorFlowLite,

    /// <summary>A frozen TensorFlow graph or a saved_model.pb.</summary>
    TensorFlow,

    /// <summary>A model of Core ML (.mlmodel).</summary>
    CoreML,

    /// <summary>A model of ML.NET (.zip).</summary>
    MLNet,

    /// <summary>One array of NumPy (.npy).</summary>
    NumPy,

    /// <summary>A zip archive of NumPy arrays (.npz).</summary>
    NumPyArchive,

    /// <summary>A language model for llama.cpp (.gguf).</summary>
    Gguf,

    /// <summary>The pointer that Git LFS leaves in place of a file.</summary>
    GitLfsPointer,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>An XML document.</summary>
    Xml,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Any other text.</summary>
    Text,

    /// <summary>A zip archive of any other content.</summary>
    Zip,

    /// <summary>Another archive or a compressed file: gzip, bzip2, xz, zstd, 7z, rar, tar.</summary>
    Archive,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>A program or a native library.</summary>
    Program,
}
