namespace CnnGen.Runtime;

/// <summary>
/// A thread that helps <see cref="ThreadTeam"/>s. A process has at most one fewer of them than processors, for all its networks and
/// callers; one that nobody has called for some seconds ends.
/// </summary>
/// <remarks>
/// Not a thread of the pool: one of those that is woken while its caller computes was measured to wait for the end of the caller's time slice,
/// 2.8 ms on a machine of two cores, where a thread that waits for an event of its own came after 0.01 ms.
/// </remarks>
internal sealed class Helper
{
    private static readonly TimeSpan s_mostIdle = TimeSpan.FromSeconds(10);

    /// <summary>Those who wait to be called; the one that was at work last is called first. Also the lock for what is static here.</summary>
    private static readonly List<Helper> s_idle = [];

    private static int s_count;

    private readonly AutoResetEvent _called = new(false);
    private ThreadTeam? _team;

    private Helper(ThreadTeam team) => _team = team;

    /// <summary>Has a helper come to a team; false where all are busy.</summary>
    public static bool TryCall(ThreadTeam team)
    {
        Helper? helper = null;
        lock (s_idle)
        {
            if (s_idle.Count > 0)
            {
                helper = s_idle[^1];
                s_idle.RemoveAt(s_idle.Count - 1);
                helper._team = team;
            }
            else if (s_count >= Environment.ProcessorCount - 1)
            {
                return false;
            }
            else
            {
                s_count++;
            }
        }

        if (helper is null)
        {
            return TryStart(team);
        }

        helper._called.Set();
        return true;
    }

    private static bool TryStart(ThreadTeam team)
    {
        try
        {
            new Thread(new Helper(team).Work) { IsBackground = true, Name = "CnnGen helper" }.UnsafeStart();
            return true;
        }
        catch (OutOfMemoryException)
        {
            // No memory for a thread: a network runs without, too.
            lock (s_idle)
            {
                s_count--;
            }

            return false;
        }
    }

    private void Work()
    {
        do
        {
            _team!.Help();
            lock (s_idle)
            {
                _team = null;
                s_idle.Add(this);
            }
        }
        while (_called.WaitOne(s_mostIdle) || !TryLeave());
        _called.Dispose();
    }

    /// <summary>Ends, unless somebody has called meanwhile.</summary>
    private bool TryLeave()
    {
        lock (s_idle)
        {
            if (s_idle.Remove(this))
            {
                s_count--;
                return true;
            }
        }

        _called.WaitOne();
        return false;
    }
}
