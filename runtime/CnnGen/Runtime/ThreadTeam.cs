using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace CnnGen.Runtime;

/// <summary>
/// Shares the parts of one step after another between the calling thread and <see cref="Helper"/>s. The caller never waits for a helper to
/// come: it takes parts as they do, so that a step without helpers takes as long as on one core.
/// </summary>
/// <remarks>
/// A thread takes a part by one compare-and-swap on <see cref="Shared.Claims"/>, and whoever has taken a part may read the fields that
/// describe the step, because the caller changes them only when all parts are done. The caller takes parts from the front and helpers from
/// the back, so that step after step a core works on about the same rows or weights, which its cache still holds.
/// </remarks>
internal sealed unsafe class ThreadTeam
{
    /// <summary>Both ends of the parts that are left are in 16 bits of a number.</summary>
    public const int MostParts = ushort.MaxValue;

    /// <summary>
    /// A helper that finds nothing to do looks again for some times as long as it takes to wake one (<c>--peak</c> of the benchmarks prints it)
    /// before it goes to sleep: 100 microseconds.
    /// </summary>
    private static readonly long s_patience = Stopwatch.Frequency / 10_000;

    /// <summary>Turns of waiting for the last part, of some tens of nanoseconds each, before the caller lets other threads have its core.</summary>
    private const int TurnsBeforeYield = 1000;

    private Shared _shared;

    /// <summary>Helpers that are at work or on their way.</summary>
    private int _helpers;

    private uint _epoch;
    private Cores.Step? _run;
    private int _step;
    private int _parts;
    private float* _input;
    private float* _output;
    private float* _arena;
    private Exception? _failure;

    /// <summary>Runs all parts of a step. The caller takes some of them.</summary>
    public void Run(Cores.Step run, int step, int parts, float* input, float* output, float* arena)
    {
        _run = run;
        _step = step;
        _parts = parts;
        _input = input;
        _output = output;
        _arena = arena;
        _shared.Unfinished = parts;
        _epoch++;

        // A full fence: either a helper that is about to go sees these parts, or this thread sees that it has gone.
        Interlocked.Exchange(ref _shared.Claims, ((long)_epoch << 32) | (uint)parts);
        CallHelpers(parts - 1);
        while (TryTake(fromFront: true, out int part))
        {
            RunPart(part);
        }

        for (int turn = 0; Volatile.Read(ref _shared.Unfinished) > 0; turn++)
        {
            if (turn < TurnsBeforeYield)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }

        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Lets go of the network.</summary>
    public void Forget() => _run = null;

    /// <summary>Helps, until there has been nothing to do for a while.</summary>
    public void Help()
    {
        do
        {
            long last = Stopwatch.GetTimestamp();
            while (Stopwatch.GetTimestamp() - last < s_patience)
            {
                if (TryTake(fromFront: false, out int part))
                {
                    RunPart(part);
                    last = Stopwatch.GetTimestamp();
                }
                else
                {
                    Thread.SpinWait(1);
                }
            }

            // The caller may have counted on this helper just before: it looks once more.
            Interlocked.Decrement(ref _helpers);
        }
        while (HasPartsLeft && Interlocked.Increment(ref _helpers) > 0);
    }

    private bool HasPartsLeft
    {
        get
        {
            long claims = Volatile.Read(ref _shared.Claims);
            return (ushort)(claims >> 16) != (ushort)claims;
        }
    }

    /// <summary>Those who have not come yet are not called again; where all are busy, the caller goes on without more.</summary>
    private void CallHelpers(int count)
    {
        while (Volatile.Read(ref _helpers) < count)
        {
            Interlocked.Increment(ref _helpers);
            if (!Helper.TryCall(this))
            {
                Interlocked.Decrement(ref _helpers);
                return;
            }
        }
    }

    private bool TryTake(bool fromFront, out int part)
    {
        while (true)
        {
            long claims = Volatile.Read(ref _shared.Claims);
            (int front, int back) = ((ushort)(claims >> 16), (ushort)claims);
            if (front == back)
            {
                part = 0;
                return false;
            }

            if (Interlocked.CompareExchange(ref _shared.Claims, fromFront ? claims + (1 << 16) : claims - 1, claims) == claims)
            {
                part = fromFront ? front : back - 1;
                return true;
            }
        }
    }

    /// <summary>Runs a part that this thread has taken. What it throws, such as a lack of memory for a helper's arena, the caller rethrows.</summary>
    private void RunPart(int part)
    {
        try
        {
            _run!(_step, Part.Of(part, _parts), _input, _output, _arena);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        finally
        {
            Interlocked.Decrement(ref _shared.Unfinished);
        }
    }

    /// <summary>What several threads write, each on cache lines of its own (a processor may fetch them in pairs, of 128 bytes).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Shared
    {
        /// <summary>A number of the step in the upper half; then the first part that nobody has taken, and the one after the last such.</summary>
        [FieldOffset(128)]
        public long Claims;

        /// <summary>Parts that are not done.</summary>
        [FieldOffset(256)]
        public int Unfinished;
    }
}
