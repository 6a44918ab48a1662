namespace Astra.Journal.EventStore;

/// <summary>The pauses between questions to a server that does not answer: doubled each time, until one is answered. Looked at, never waited for.</summary>
internal sealed class RetryPauses(MirrorOptions options)
{
    private TimeSpan _pause;
    private long _begun;

    /// <summary>The server may be asked now.</summary>
    public bool Over => _pause == TimeSpan.Zero || options.Time.GetElapsedTime(_begun) >= _pause;

    public void Begin()
    {
        _pause = _pause == TimeSpan.Zero ? options.Pause : TimeSpan.FromTicks(Math.Min(options.LongestPause.Ticks, 2 * _pause.Ticks));
        _begun = options.Time.GetTimestamp();
    }

    public void Clear() => _pause = TimeSpan.Zero;
}
