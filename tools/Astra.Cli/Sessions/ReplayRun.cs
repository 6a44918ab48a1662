using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>Replays a journal folder, comparing with what was said then unless told not to.</summary>
internal static class ReplayRun
{
    public static ReplayResult Run(string folder, ReplayOptions options, bool verify, string title, CancellationToken interrupt)
    {
        using EmbeddedJournalReader journal = EmbeddedJournalReader.Open(folder);
        using OutboundLogReader outbound = OutboundLogReader.Open(folder);
        long events = Math.Max(0, Math.Min(journal.LastSequence, options.UntilSequence ?? long.MaxValue) - (options.FromSnapshot ?? -1));
        ReplayReport report = Gauge.Run(title, "events", events, show => Replay.Run(
            new CountedReader(journal, show), verify ? outbound : null, new SnapshotStore(folder, report: Terminal.Say), options, interrupt));
        return ReplayResult.Of(report, folder);
    }
}
