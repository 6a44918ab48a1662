namespace Astra.StandIns.EventStore;

/// <summary>What the stand-in saw since it was made (restarts included), or since the last <see cref="Reset"/>.</summary>
public sealed class EventStoreCounts
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _calls = new(StringComparer.Ordinal);
    private long _connections, _appends, _eventsStored, _duplicates, _wrongRevisions, _timeouts, _mostInFlight, _halfClosesOwed, _withoutLeader, _openCalls, _largestAppend;
    private long _absoluteDeadlines, _grpcDeadlines, _eventsRead;

    /// <summary>TCP connections accepted.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Appends that arrived whole, by either form.</summary>
    public long Appends => Interlocked.Read(ref _appends);

    public long EventsStored => Interlocked.Read(ref _eventsStored);

    /// <summary>Appends answered with success although nothing was written, because the same ids stood there.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    public long WrongRevisions => Interlocked.Read(ref _wrongRevisions);

    /// <summary>Appends answered with a timeout.</summary>
    public long Timeouts => Interlocked.Read(ref _timeouts);

    /// <summary>The most appends that one call had unanswered at a time.</summary>
    public long MostInFlight => Interlocked.Read(ref _mostInFlight);

    /// <summary>Half-closes of a batch call while answers were owed, which the server then drops. A sound client makes none.</summary>
    public long HalfClosesWithAnswersOwed => Interlocked.Read(ref _halfClosesOwed);

    /// <summary>Calls of the streams service without <c>requires-leader: True</c>.</summary>
    public long WithoutRequiresLeader => Interlocked.Read(ref _withoutLeader);

    /// <summary>Calls being served now.</summary>
    public long OpenCalls => Interlocked.Read(ref _openCalls);

    /// <summary>Size of the largest append, as the server counts it, bytes.</summary>
    public long LargestAppend => Interlocked.Read(ref _largestAppend);

    /// <summary>Batch appends with the absolute deadline, which fails under clock skew. A sound client sends none.</summary>
    public long AbsoluteDeadlines => Interlocked.Read(ref _absoluteDeadlines);

    /// <summary>Batch calls opened with a gRPC deadline, which cuts them off in the middle. A sound client opens none.</summary>
    public long BatchCallsWithGrpcDeadline => Interlocked.Read(ref _grpcDeadlines);

    /// <summary>Events sent to readers.</summary>
    public long EventsRead => Interlocked.Read(ref _eventsRead);

    /// <summary>Calls begun, by method, such as <c>BatchAppend</c>, <c>Read</c> or <c>Gossip.Read</c>.</summary>
    public IReadOnlyDictionary<string, long> Calls
    {
        get
        {
            lock (_gate) return new SortedDictionary<string, long>(_calls, StringComparer.Ordinal);
        }
    }

    /// <summary>Calls begun of one method.</summary>
    public long CallsOf(string method)
    {
        lock (_gate) return _calls.GetValueOrDefault(method);
    }

    /// <summary>Begins all counts anew but <see cref="OpenCalls"/>.</summary>
    public void Reset()
    {
        lock (_gate) _calls.Clear();
        _connections = _appends = _eventsStored = _duplicates = _wrongRevisions = _timeouts = _mostInFlight = _halfClosesOwed = 0;
        _withoutLeader = _largestAppend = _absoluteDeadlines = _grpcDeadlines = _eventsRead = 0;
    }

    internal void Connected() => Interlocked.Increment(ref _connections);

    internal void Began(string method)
    {
        Interlocked.Increment(ref _openCalls);
        lock (_gate) _calls[method] = _calls.GetValueOrDefault(method) + 1;
    }

    internal void Ended() => Interlocked.Decrement(ref _openCalls);

    internal void LeaderNotRequired() => Interlocked.Increment(ref _withoutLeader);

    internal void Arrived(int size, int inFlight)
    {
        Interlocked.Increment(ref _appends);
        Highest(ref _largestAppend, size);
        Highest(ref _mostInFlight, inFlight);
    }

    internal void Committed(AppendResult result, int events)
    {
        if (result.Outcome == AppendOutcome.Stored) Interlocked.Add(ref _eventsStored, events);
        else if (result.Outcome == AppendOutcome.Duplicate) Interlocked.Increment(ref _duplicates);
        else if (result.Outcome == AppendOutcome.WrongRevision) Interlocked.Increment(ref _wrongRevisions);
    }

    internal void TimedOut() => Interlocked.Increment(ref _timeouts);

    internal void HalfClosedOwed() => Interlocked.Increment(ref _halfClosesOwed);

    internal void AbsoluteDeadline() => Interlocked.Increment(ref _absoluteDeadlines);

    internal void GrpcDeadline() => Interlocked.Increment(ref _grpcDeadlines);

    internal void Sent(int events) => Interlocked.Add(ref _eventsRead, events);

    private static void Highest(ref long highest, long value)
    {
        for (long seen = Interlocked.Read(ref highest); value > seen;)
        {
            long before = Interlocked.CompareExchange(ref highest, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
