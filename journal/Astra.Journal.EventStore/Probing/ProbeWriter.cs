namespace Astra.Journal.EventStore;

/// <summary>Appends and reads of a probe, timed one by one.</summary>
internal sealed class ProbeWriter(EventStoreClient client, string stream, string eventType)
{
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(10);

    private readonly List<(long Revision, DateTimeOffset Sent, DateTimeOffset Answered)> _timed = [];
    private long _last = -1;

    /// <summary>One append more than asked for: the first is not counted.</summary>
    public async Task<ProbeLatency> AppendAsync(int bytes, int count, CancellationToken stop)
    {
        List<TimeSpan> taken = [];
        for (int i = 0; i <= Math.Max(count, 1); i++)
        {
            DateTimeOffset sent = client.Time.GetUtcNow();
            long began = client.Time.GetTimestamp();
            _last = await client.AppendAsync(stream, _last, [Event(bytes)], stop).ConfigureAwait(false);
            TimeSpan took = client.Time.GetElapsedTime(began);
            if (i == 0) continue;
            taken.Add(took);
            _timed.Add((_last, sent, sent + took));
        }
        return ProbeLatency.Of(bytes, taken);
    }

    public async Task<ProbeLatency> ReadAsync(int count, CancellationToken stop)
    {
        List<TimeSpan> taken = [];
        int bytes = 0;
        for (int i = 0; i < count; i++)
        {
            long began = client.Time.GetTimestamp();
            bytes = (await client.ReadLastAsync(stream, stop).ConfigureAwait(false))?.Data.Length ?? 0;
            taken.Add(client.Time.GetElapsedTime(began));
        }
        return ProbeLatency.Of(bytes, taken);
    }

    /// <summary>The server wrote its time between our sending and its answer; the fastest append says it best.</summary>
    public async Task<ClockDifference?> ClockAsync(CancellationToken stop)
    {
        if (_timed.Count == 0) return null;
        (long revision, DateTimeOffset sent, DateTimeOffset answered) = _timed.MinBy(append => append.Answered - append.Sent);
        if (await client.ReadOneAsync(stream, revision, stop).ConfigureAwait(false) is not { } stored) return null;
        TimeSpan half = (answered - sent) / 2;
        return new ClockDifference(stored.Created - (sent + half), half, "write");
    }

    /// <summary>The server's limit when it refuses the size; null when it takes it.</summary>
    public async Task<long?> LimitAsync(int bytes, CancellationToken stop)
    {
        try
        {
            _last = await client.AppendAsync(stream, _last, [Event(bytes)], stop).ConfigureAwait(false);
            return null;
        }
        catch (EventStoreException refused) when (refused.Kind == JournalErrorKind.TooLarge)
        {
            return refused.InnerException is Grpc.Core.RpcException call ? WireErrors.Classify(call).SizeLimit ?? bytes : bytes;
        }
    }

    /// <summary>Also after a fault or a stop. Where it cannot be done, the server hides the stream by its age.</summary>
    public async Task RemoveAsync()
    {
        using CancellationTokenSource limit = new(RemovalLimit, client.Time);
        try
        {
            await client.DeleteAsync(stream, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or OperationCanceledException)
        {
            // The maximum age of the stream does it then; what was measured is worth more than this.
            return;
        }
    }

    private ProposedEvent Event(int bytes)
    {
        byte[] data = new byte[bytes];
        Random.Shared.NextBytes(data);
        return new ProposedEvent(Guid.NewGuid(), eventType, data, ReadOnlyMemory<byte>.Empty, IsJson: false);
    }
}
