using Astra.Host;

namespace Astra.Cli;

/// <summary>Replays a journal, comparing with what was said then unless told not to.</summary>
internal static class ReplayRun
{
    public static ReplayResult Run(JournalPlace place, ReplayOptions options, bool verify, string title, CancellationToken interrupt)
    {
        using JournalReading reading = place.Read();
        long events = Math.Max(0, Math.Min(reading.Journal.LastSequence, options.UntilSequence ?? long.MaxValue) - (options.FromSnapshot ?? -1));
        ReplayReport report = Gauge.Run(title, "events", events, show => Replay.Run(
            new CountedReader(reading.Journal, show), verify ? reading.Outbound : null, reading.Snapshots, options, interrupt));
        return ReplayResult.Of(report, place.Size());
    }
}
