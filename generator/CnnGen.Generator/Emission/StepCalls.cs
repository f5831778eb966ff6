using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>The calls of the steps' methods.</summary>
internal static class StepCalls
{
    /// <summary>The call of a step.</summary>
    /// <param name="scratch">The arena that its own memory is in: each core that shares a step has its own.</param>
    /// <param name="part">Which part of its work is done.</param>
    public static string Of(Step step, string scratch, string part) => Call(step, step.Method, scratch, part);

    /// <summary>The call of the step that reads bytes.</summary>
    public static string OfBytes(PrepareStep step) => Call(step, MethodOfBytes(step), "arena", "");

    /// <summary>The method that reads bytes in place of floats.</summary>
    public static string MethodOfBytes(Step step) => $"{step.Method}Bytes";

    private static string Call(Step step, string method, string scratch, string part)
    {
        string[] arguments =
        [
            Address(step.Input, step.InputStart),
            .. step.Others.Select(other => Address(other, other.Origin)),
            Address(step.Output, step.Output.Origin),
            .. step.WeightsOffset is { } offset ? [Expressions.Offset("weights", offset)] : Array.Empty<string>(),
            .. step.ScratchLength > 0 ? [Expressions.Offset(scratch, step.ScratchOffset)] : Array.Empty<string>(),
            .. step.ReadsFileOrder ? [GeneratedMembers.FileOrder] : Array.Empty<string>(),
            .. step.IsDivided ? [part] : Array.Empty<string>(),
        ];
        return $"{GeneratedMembers.Kernels}.{method}({string.Join(", ", arguments)});";
    }

    /// <summary>A step reads from its input's halo on, which is as wide as its padding, and writes inside its output's.</summary>
    private static string Address(Tensor tensor, int offset) => tensor.Storage switch
    {
        Storage.Input => "input",
        Storage.Output => "output",
        _ => Expressions.Offset("arena", offset),
    };
}
