using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Runs a network's steps one after the other, the larger ones on several cores. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Cores
{
    /// <summary>Runs a step, or a part of it.</summary>
    public delegate void Step(int step, Part part, float* input, float* output, float* arena);

    /// <summary>The calling thread's team, while no network runs on it.</summary>
    [ThreadStatic]
    private static ThreadTeam? s_idleTeam;

    /// <summary>Runs all steps.</summary>
    /// <param name="run">Runs one of them.</param>
    /// <param name="parts">For each step, how many parts it is worth dividing into; 1 for a step that is not divided.</param>
    /// <param name="cores">Cores that may be used, as <see cref="Guard.Parallelism"/> gives it.</param>
    /// <param name="input">The caller's input, held fixed.</param>
    /// <param name="output">The caller's output, held fixed.</param>
    /// <param name="arena">The calling thread's arena, in which the tensors are; the other threads use theirs for scratch only.</param>
    public static void Run(Step run, ReadOnlySpan<int> parts, int cores, float* input, float* output, float* arena)
    {
        ArgumentNullException.ThrowIfNull(run);
        ThreadTeam team = s_idleTeam ?? new ThreadTeam();
        s_idleTeam = null;
        try
        {
            for (int step = 0; step < parts.Length; step++)
            {
                int count = Math.Min(Math.Min(parts[step], cores), ThreadTeam.MostParts);
                if (count < 2)
                {
                    run(step, Part.Whole, input, output, arena);
                }
                else
                {
                    team.Run(run, step, count, input, output, arena);
                    run(step, Part.Completion, input, output, arena);
                }
            }
        }
        finally
        {
            // An idle team must not keep the network alive.
            team.Forget();
            s_idleTeam = team;
        }
    }
}
