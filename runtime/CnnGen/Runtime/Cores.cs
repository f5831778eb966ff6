using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Runs a network's steps one after the other, the larger ones on several cores. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Cores
{
    /// <summary>Runs a step, or a part of it: with 0, 1 the whole; with 0, 0 what comes after the last of several parts.</summary>
    public delegate void Step(int step, int part, int parts, float* input, float* output, float* arena);

    /// <summary>Runs all steps.</summary>
    /// <param name="run">Runs one of them.</param>
    /// <param name="divided">Which of them may be divided.</param>
    /// <param name="input">The caller's input, held fixed.</param>
    /// <param name="output">The caller's output, held fixed.</param>
    /// <param name="arena">The calling thread's arena, in which the tensors are; the other threads use theirs for scratch only.</param>
    /// <param name="maxDegreeOfParallelism">Cores that may share a step; -1 for all.</param>
    public static void Run(Step run, ReadOnlySpan<bool> divided, float* input, float* output, float* arena, int maxDegreeOfParallelism)
    {
        int cores = maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism;
        for (int i = 0; i < divided.Length; i++)
        {
            if (cores == 1 || !divided[i])
            {
                run(i, 0, 1, input, output, arena);
                continue;
            }

            int step = i;
            Parallel.For(0, cores, new ParallelOptions { MaxDegreeOfParallelism = cores }, part => run(step, part, cores, input, output, arena));
            run(step, 0, 0, input, output, arena);
        }
    }
}
