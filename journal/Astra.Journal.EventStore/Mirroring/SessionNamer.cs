namespace Astra.Journal.EventStore;

/// <summary>Names the session of a mirror that was given none, in steps that never wait.</summary>
internal sealed class SessionNamer(MirrorSource source, EventStoreClient client, MirrorOptions options, Action wake, CancellationToken stop)
{
    private readonly RetryPauses _pauses = new(options);
    private Task<SessionName?>? _asking;

    /// <summary>Why there is no name yet, null when no event is there or nothing is wrong.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The name; null while it is not known.</summary>
    public SessionName? Step(LocalLog log)
    {
        if (log.FirstSequence == 0 || source.Durable() < log.FirstSequence) return source.NameBy(log, options.Run);
        if (_asking is null)
        {
            if (_pauses.Over) _asking = ShipperContext.Wakes(SessionFinder.InIndexAsync(client, source.JournalId, options.Run, stop), wake);
            return null;
        }
        if (!_asking.IsCompleted) return null;
        Task<SessionName?> asked = _asking;
        _asking = null;
        if (asked.IsCompletedSuccessfully) return asked.Result ?? source.NameBy(log, options.Run);
        Exception? fault = asked.Exception?.GetBaseException();
        if (fault is EventStoreException { Kind: not (JournalErrorKind.Unavailable or JournalErrorKind.AccessDenied) } refused) throw refused;
        Trouble = fault?.Message;
        _pauses.Begin();
        return null;
    }
}
