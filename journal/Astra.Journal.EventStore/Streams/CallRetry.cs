namespace Astra.Journal.EventStore;

/// <summary>One operation's patience with the server: the leader is looked for again, with growing pauses, until the patience is over.</summary>
internal sealed class CallRetry(EventStoreClient client, string place, long expectedRevision)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(1);

    private long _began = client.Time.GetTimestamp();
    private TimeSpan _pause = FirstPause;

    /// <summary>It went on: the patience begins anew.</summary>
    public void Progress()
    {
        _began = client.Time.GetTimestamp();
        _pause = FirstPause;
    }

    public async Task<EventStoreNode> LeaderAsync(CancellationToken stop)
    {
        // A server that never answered is most likely absent, and its user waits for the word.
        bool known = client.HasFoundLeader;
        while (true)
        {
            try
            {
                return await client.LeaderAsync(stop).ConfigureAwait(false);
            }
            catch (EventStoreException error) when (error.Kind == JournalErrorKind.Unavailable && known && !IsOver)
            {
                await PauseAsync(stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Returns when it is time for another try.</summary>
    /// <exception cref="JournalException">Trying again is of no use, or the patience is over.</exception>
    public async Task AfterAsync(EventStoreNode node, Exception error, CancellationToken stop)
    {
        WireFault fault = WireErrors.Classify(error);
        if (fault.Fault == AppendFault.NotLeader) client.NotLeader(node, fault.Leader);
        else if (fault.Fault == AppendFault.Unknown) client.Failed(node);
        else throw FaultExceptions.ToException(fault, client.Settings, place, expectedRevision, error);
        if (IsOver) throw FaultExceptions.ToException(fault with { Fault = AppendFault.Unknown }, client.Settings, place, expectedRevision, error);
        await PauseAsync(stop).ConfigureAwait(false);
    }

    private bool IsOver => client.Time.GetElapsedTime(_began) >= client.Patience;

    // Half of it by chance, so that several clients do not come back in step.
    private async Task PauseAsync(CancellationToken stop)
    {
        TimeSpan pause = _pause * (0.5 + Random.Shared.NextDouble() / 2);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        await Task.Delay(pause, client.Time, stop).ConfigureAwait(false);
    }
}
