namespace Astra.Journal.EventStore;

/// <summary>Pauses between tries: doubling up to a limit, shortened at random so that many writers do not come back in step.</summary>
internal sealed class RetryPause(AppenderOptions options)
{
    private int _tries;
    private bool _redirected;

    /// <summary>A frame was acknowledged: trouble after it is new trouble.</summary>
    public void Reset()
    {
        _tries = 0;
        _redirected = false;
    }

    /// <summary>
    /// How long to wait after a call has ended that way. A leader that was named is tried at once, but only the first time: it may be the one that has just died.
    /// </summary>
    public TimeSpan After(in WireFault fault)
    {
        if (fault is { Fault: AppendFault.NotLeader, Leader: not null } && !_redirected)
        {
            _redirected = true;
            return TimeSpan.Zero;
        }
        if (fault.Fault is AppendFault.AccessDenied or AppendFault.Unauthenticated) return Shortened(options.RefusedPause);
        TimeSpan pause = options.FirstPause * Math.Pow(2, Math.Min(_tries++, 30));
        return Shortened(pause < options.LongestPause ? pause : options.LongestPause);
    }

    public static TimeSpan Shortened(TimeSpan pause) => pause * (1 - Random.Shared.NextDouble() / 2);
}
