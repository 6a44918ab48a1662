using System.Diagnostics;
using Astra.Core;
using Astra.Journal.EventStore;

namespace Astra.Perf.Scenario.Journals;

/// <summary>What was appended, read from its beginning to its end.</summary>
internal static class ReadBack
{
    /// <summary>The stored events as they come, nothing looked into: what any client's read does.</summary>
    public static async Task<TransferRate> StoredAsync(EventStoreClient client, SessionName session)
    {
        long frames = 0, bytes = 0;
        long began = Stopwatch.GetTimestamp();
        await foreach (StoredEvent stored in client.ReadAsync(session.Journal, 0, long.MaxValue, CancellationToken.None))
        {
            frames++;
            bytes += stored.Data.Length;
        }
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new TransferRate(frames / seconds, bytes / seconds, 0, default);
    }

    /// <summary>As replay and recovery read: each frame's checksum, number and id proved, each event decoded.</summary>
    public static TransferRate Decoded(EventStoreClient client, SessionName session, double framesPerEvent, double bytesPerEvent)
    {
        long began = Stopwatch.GetTimestamp();
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(client, session);
        InboundEvent e = default;
        long events = 0;
        while (reader.TryRead(ref e, out _)) events++;
        double rate = events / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new TransferRate(rate * framesPerEvent, rate * bytesPerEvent, rate, default);
    }
}
