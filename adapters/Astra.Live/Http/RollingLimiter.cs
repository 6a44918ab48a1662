namespace Astra.Live;

/// <summary>
/// Lets calls through in the order in which they came, never more than so many in any rolling window of the stated lengths. Requests do not take the same time on their way,
/// so each window is taken 100 ms longer than stated (10 % with windows below a second): what is evenly spaced here may arrive closer together.
/// </summary>
public sealed class RollingLimiter
{
    private static readonly TimeSpan MostSlack = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly (long[] Passed, TimeSpan Window)[] _windows;
    private readonly Lock _gate = new();
    private readonly long _start;
    private Task _last = Task.CompletedTask;
    private long _passed;
    private TimeSpan _notBefore;

    /// <param name="windows">All of them hold: <c>(3, 1 s), (500, 1 min)</c>.</param>
    public RollingLimiter(TimeProvider time, params (int Calls, TimeSpan Window)[] windows)
    {
        foreach ((int calls, TimeSpan window) in windows)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(calls);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        }
        _time = time;
        _start = time.GetTimestamp();
        _windows = [.. windows.Select(w => (new long[w.Calls], w.Window + (w.Window / 10 < MostSlack ? w.Window / 10 : MostSlack)))];
    }

    /// <summary>Completes when the call may go out. A wait that is cancelled uses up nothing.</summary>
    public async ValueTask WaitAsync(CancellationToken stop)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate) (before, _last) = (_last, mine.Task);
        try
        {
            await before.WaitAsync(stop).ConfigureAwait(false);
            for (TimeSpan wait; (wait = Take()) > TimeSpan.Zero;) await Task.Delay(wait, _time, stop).ConfigureAwait(false);
        }
        finally
        {
            // One who gave up hands the turn on when it would have been his.
            if (before.IsCompleted) mine.SetResult();
            else _ = before.ContinueWith(_ => mine.SetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The server refused a call for its rate: nobody passes for at least <paramref name="pause"/> from now, those who wait already included.</summary>
    public void Refused(TimeSpan pause)
    {
        lock (_gate)
        {
            TimeSpan until = Now + pause;
            if (until > _notBefore) _notBefore = until;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Takes the turn when it has come; else how long to wait before asking again.</summary>
    private TimeSpan Take()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            TimeSpan at = _notBefore;
            foreach ((long[] passed, TimeSpan window) in _windows)
            {
                if (_passed < passed.Length) continue;
                // The call that left as many calls ago as the window may hold.
                var free = new TimeSpan(passed[_passed % passed.Length]) + window;
                if (free > at) at = free;
            }
            // Timers count whole milliseconds and round down; a wait of nothing would spin.
            if (at > now) return TimeSpan.FromMilliseconds(Math.Ceiling((at - now).TotalMilliseconds));
            foreach ((long[] passed, _) in _windows) passed[_passed % passed.Length] = now.Ticks;
            _passed++;
            return TimeSpan.Zero;
        }
    }
}
