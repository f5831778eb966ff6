using CnnGen.Runtime;

namespace CnnGen.Tests;

/// <summary>The runner that shares a network's steps between threads.</summary>
public unsafe class ThreadTeamTests
{
    private const int Steps = 50;

    /// <summary>More parts than there are processors, too, and more than a team hands out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void EachUnitIsComputedOnce_StepAfterStep(int cores)
    {
        const int units = 1000;
        int[][] computed = [.. Enumerable.Range(0, Steps).Select(_ => new int[units])];
        int[] completed = new int[Steps];
        int early = 0;
        Run(cores, (step, part, _, _, _) =>
        {
            // All of the step before is done.
            early += step > 0 && completed[step - 1] == 0 ? 1 : 0;
            for (int unit = part.First(units); unit < part.End(units); unit++)
            {
                Interlocked.Increment(ref computed[step][unit]);
            }

            if (part.Completes)
            {
                early += computed[step].Contains(0) ? 1 : 0;
                completed[step]++;
            }
        });
        Assert.Equal(0, early);
        Assert.All(computed, step => Assert.All(step, times => Assert.Equal(1, times)));
        Assert.All(completed, times => Assert.Equal(1, times));
    }

    [Fact]
    public void ManyThreadsAtOnce_HaveTeamsOfTheirOwn()
    {
        Parallel.For(0, 32, _ => EachUnitIsComputedOnce_StepAfterStep(4));
    }

    /// <summary>A helper may lack the memory for its arena, say. No part may be running any more when the caller's memory is let go.</summary>
    [Fact]
    public void WhatAPartThrows_TheCallerThrows_WhenAllPartsAreDone()
    {
        for (int failing = 0; failing < 8; failing++)
        {
            int begun = 0;
            int ended = 0;
            InsufficientMemoryException thrown = Assert.Throws<InsufficientMemoryException>(() => Run(8, (step, part, _, _, _) =>
            {
                Interlocked.Increment(ref begun);
                try
                {
                    if (part.HasUnits && part.First(8) == failing)
                    {
                        throw new InsufficientMemoryException("no arena");
                    }

                    Thread.Sleep(1);
                }
                finally
                {
                    Interlocked.Increment(ref ended);
                }
            }));
            Assert.Equal("no arena", thrown.Message);
            Assert.Equal((8, 8), (begun, ended));
        }

        EachUnitIsComputedOnce_StepAfterStep(8);
    }

    [Fact]
    public void ARunInsideOfARun_Ends()
    {
        int inner = 0;
        Run(2, (_, part, _, _, _) =>
        {
            if (part.Completes)
            {
                Run(2, (_, of, _, _, _) => inner += of.Completes ? 1 : 0);
            }
        });
        Assert.Equal(Steps * Steps, inner);
    }

    [Fact]
    public void AStepThatIsNotWorthIt_IsNotDivided()
    {
        List<string> run = [];
        Cores.Run((step, part, _, _, _) => run.Add($"{step} {part}"), [1, 0, -1, int.MinValue], 2, null, null, null);
        Assert.Equal([.. Enumerable.Range(0, 4).Select(step => $"{step} {Part.Whole}")], run);
    }

    [Fact]
    public void AnIdleTeam_KeepsNothingAlive()
    {
        WeakReference used = Use();
        for (int i = 0; i < 10 && used.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(used.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Use()
        {
            object network = new();
            Run(2, (_, _, _, _, _) => GC.KeepAlive(network));
            return new WeakReference(network);
        }
    }

    private static void Run(int cores, Cores.Step step) => Cores.Run(step, Enumerable.Repeat(int.MaxValue, Steps).ToArray(), cores, null, null, null);
}
