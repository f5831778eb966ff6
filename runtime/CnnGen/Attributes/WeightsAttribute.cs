namespace CnnGen;

/// <summary>
/// Has the compiler check a weights file against the network: a tensor that is missing, or has another shape, is an error on the layer that
/// wants it. Any number of files may be named. With the file's <c>&lt;CnnGenWeights Embed="true" /&gt;</c> in the project, the file becomes a
/// part of the assembly, and a <c>Load()</c> without parameters reads it.
/// </summary>
/// <param name="path">
/// The safetensors file, from the project's folder on, with <c>/</c> between folders. Any of the project's items will do, and the SDK
/// makes one of each file in that folder; a file elsewhere needs a <c>&lt;CnnGenWeights Include="…" /&gt;</c> in the project.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class WeightsAttribute(string path) : Attribute
{
    /// <summary>The file, from the project's folder on.</summary>
    public string Path { get; } = path;

    /// <summary>The order in which the file stores its tensors.</summary>
    public WeightLayout Layout { get; set; }
}
