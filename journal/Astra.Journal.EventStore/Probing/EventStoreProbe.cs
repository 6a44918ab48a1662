namespace Astra.Journal.EventStore;

/// <summary>
/// Looks at a server as a journal's user needs it: who answers, how it is secured, whose clock, how fast. Writes to a stream of its own, which is deleted at the end and
/// hidden after an hour if that fails.
/// </summary>
public static class EventStoreProbe
{
    private const int SmallBytes = 1024, LargeBytes = 64 * 1024, SnapshotPartBytes = 900 * 1024, Reads = 30, Gossips = 5;
    private const string EventType = "astra-probe", Scavenges = "$scavenges";

    // A node writes its own time stamp when it next speaks to the others.
    private static readonly TimeSpan GossipAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>Never throws for what the server does or fails to do: <see cref="EventStoreProbeResult.Problem"/> says it.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task<EventStoreProbeResult> RunAsync(EventStoreSettings settings, EventStoreProbeOptions? options = null, CancellationToken stop = default)
    {
        options ??= new EventStoreProbeOptions();
        EventStoreProbeResult result = new() { Target = settings.ToString(), User = settings.Credentials?.User };
        EventStoreClient client = new(settings, options.Time);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                await foreach (EventStoreProbeResult further in StepsAsync(client, result, options, stop).ConfigureAwait(false)) result = further;
            }
            catch (JournalException problem)
            {
                result = result with { Problem = problem };
            }
        }
        return result with { Advice = ProbeAdvice.For(result, settings, options.Time.GetUtcNow()) };
    }

    private static async IAsyncEnumerable<EventStoreProbeResult> StepsAsync(
        EventStoreClient client, EventStoreProbeResult result, EventStoreProbeOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        EventStoreSettings settings = client.Settings;
        // Before the first call: a certificate that is refused is looked at too.
        if (settings.Tls) yield return result = result with { Tls = await TlsInspection.LookAsync(settings.Seeds[0], new TlsTrust(settings), options.Time, settings.GossipTimeout, stop).ConfigureAwait(false) };
        EventStoreNode node = await client.LeaderAsync(stop).ConfigureAwait(false);
        yield return result = result with { Node = node.Address, Server = node.Features };
        yield return result = await GossipAsync(client, result, stop).ConfigureAwait(false);
        yield return result = await ScavengesAsync(client, result, stop).ConfigureAwait(false);
        if (!options.Write) yield break;

        string stream = "astra-doctor-" + Guid.NewGuid().ToString("N");
        await client.SetMetadataAsync(stream, new StreamMetadata(MaxAge: KeptFor), stop).ConfigureAwait(false);
        ProbeWriter writer = new(client, stream, EventType);
        try
        {
            ProbeLatency small = await writer.AppendAsync(SmallBytes, options.SmallAppends, stop).ConfigureAwait(false);
            yield return result = result with { SmallWrite = small };
            ProbeLatency large = await writer.AppendAsync(LargeBytes, options.LargeAppends, stop).ConfigureAwait(false);
            yield return result = result with { LargeWrite = large };
            yield return result = result with { Read = await writer.ReadAsync(Reads, stop).ConfigureAwait(false), Clock = await writer.ClockAsync(stop).ConfigureAwait(false) ?? result.Clock };
            if (options.SnapshotPart) yield return result = result with { AppendLimit = await writer.LimitAsync(SnapshotPartBytes, stop).ConfigureAwait(false) };
        }
        finally
        {
            await writer.RemoveAsync().ConfigureAwait(false);
        }
    }

    private static async Task<EventStoreProbeResult> GossipAsync(EventStoreClient client, EventStoreProbeResult result, CancellationToken stop)
    {
        ClockDifference? clock = null;
        IReadOnlyList<ClusterMember> members = [];
        for (int i = 0; i < Gossips; i++)
        {
            DateTimeOffset asked = client.Time.GetUtcNow();
            members = await client.GossipAsync(stop).ConfigureAwait(false);
            TimeSpan half = (client.Time.GetUtcNow() - asked) / 2;
            ClusterMember? speaker = members.Count == 1 ? members[0] : members.FirstOrDefault(member => member.Address == result.Node) ?? members.FirstOrDefault(member => member.IsLeader);
            // A time stamp is old at worst, never of the future: the latest is the nearest.
            if (speaker is null || clock is not null && speaker.TimeStamp - (asked + half) <= clock.Ahead) continue;
            clock = new ClockDifference(speaker.TimeStamp - (asked + half), half + GossipAge, "gossip");
        }
        return result with { Members = members, Clock = clock };
    }

    private static async Task<EventStoreProbeResult> ScavengesAsync(EventStoreClient client, EventStoreProbeResult result, CancellationToken stop)
    {
        try
        {
            StoredEvent? last = await client.ReadLastAsync(Scavenges, stop).ConfigureAwait(false);
            return result with { LastScavenge = last?.Created, NeverScavenged = last is null };
        }
        catch (EventStoreException refused) when (refused.Kind == JournalErrorKind.AccessDenied)
        {
            // Only administrators see it: then nothing is said about it.
            return result;
        }
    }
}
