using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Weights;

/// <summary>A weights file as the build found it.</summary>
/// <param name="Path">From the project's folder on, with <c>/</c> between folders.</param>
/// <param name="Networks">The full names of the networks that the project names it for, nested classes behind dots.</param>
/// <param name="Resource">Its name as a resource of the assembly; empty, where it is none.</param>
/// <param name="Project">The project that has it as a <c>CnnGenWeights</c>; empty, where it is any other file of the project.</param>
/// <param name="Line">The line in the project, counted from 1; 0 where it is not known.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="FaultCode">The diagnostic of <paramref name="Fault"/>.</param>
/// <param name="Fault">Why it could not be read; empty, where it could.</param>
internal sealed record WeightsFile(
    string Path,
    EquatableArray<string> Networks,
    WeightLayout Layout,
    string Resource,
    string Project,
    int Line,
    int Column,
    string FaultCode,
    string Fault,
    EquatableArray<WeightsTensor> Tensors)
{
    public bool IsEmbedded => Resource.Length > 0;
}

/// <summary>A tensor of a weights file.</summary>
/// <param name="Type">As safetensors calls it: <c>F32</c>.</param>
/// <param name="Shape">As messages show it: <c>[6, 1, 5, 5]</c>.</param>
internal sealed record WeightsTensor(string Name, string Type, string Shape)
{
    /// <summary>Whether <c>Load</c> can make floats of its numbers.</summary>
    public bool IsReadable => Type is "F32" or "F16" or "BF16" or "F64";
}
