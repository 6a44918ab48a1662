using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// One fetch at work: inbound events first, then the outbound events that they caused, then snapshots, so that a folder whose fetch was killed is a shorter copy that opens and can be completed.
/// The server's frames become the folder's as they are.
/// </summary>
internal sealed class FetchRun(EventStoreClient client, SessionName session, string folder, IProgress<ShippingProgress>? progress, CancellationToken stop)
{
    private const int FramesPerSync = 64;

    private long _events, _outbound;

    public JournalFetchOutcome Run()
    {
        using StoredFrames inbound = Open(JournalStream.In) ?? throw Waiting.For(() => new SessionIndex(client).MissingAsync(session, stop));
        using StoredFrames? outbound = Open(JournalStream.Out);
        Timestamp inHighest = default, outHighest = default;
        if (Directory.Exists(folder) && JournalFiles.Holds(folder))
        {
            RequireShorterCopy(inbound.JournalId);
            inHighest = StreamScan.Run(folder, JournalStream.In).HighestTime;
            outHighest = StreamScan.Run(folder, JournalStream.Out).HighestTime;
        }
        JournalOptions options = new(folder)
        {
            JournalId = inbound.JournalId, FirstSequence = inbound.FirstSequence, FirstOutboundSequence = outbound?.FirstSequence ?? 0,
        };
        long last;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(options))
        {
            FetchInbound(inbound, journal, inHighest);
            last = journal.DurableSequence;
            using OutboundLog log = OutboundLog.Open(journal, outbound?.FirstSequence ?? 0);
            if (outbound is not null) FetchOutbound(outbound, log, outHighest, last);
            log.Sync();
        }
        int snapshots = FetchSnapshots(inbound.JournalId, last);
        JournalComparisonResult compared = new ComparisonRun(MirrorSource.Of(folder), client, session, progress, stop).Run();
        return new JournalFetchOutcome(folder, _events, _outbound, snapshots, compared);
    }

    private StoredFrames? Open(JournalStream kind) => StoredFrames.TryOpen(client, session, kind, stop: stop);

    private void RequireShorterCopy(Guid journalId)
    {
        MirrorSource source = MirrorSource.Of(folder);
        if (source.JournalId != journalId)
            throw Refused($"the folder holds journal {source.JournalId}, session {session} is journal {journalId}", "name a new folder");
        JournalComparisonResult compared = new ComparisonRun(source, client, session, null, stop).Run();
        if (compared.Difference is { } difference) throw Refused($"the folder holds something else than the server: {difference}", "name a new folder");
        if (compared.Inbound.Behind + compared.Outbound.Behind > 0)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture,
                $"the folder holds {compared.Inbound.Behind} inbound and {compared.Outbound.Behind} outbound events that the server lacks"),
                $"bring them there: {new MirrorCommands(folder, client.Settings, session).Ship}");
        }
    }

    private void FetchInbound(StoredFrames server, EmbeddedJournal journal, Timestamp highest)
    {
        server.MoveTo(journal.NextSequence);
        int unsynced = 0;
        while (server.Next())
        {
            stop.ThrowIfCancellationRequested();
            if (server.Header.FirstSequence + server.Header.Count <= journal.NextSequence) continue;
            long before = journal.NextSequence;
            Put(JournalStream.In, server, journal.NextSequence, highest, (frame, header) => journal.AppendFrame(frame, in header));
            _events += journal.NextSequence - before;
            if (++unsynced < FramesPerSync) continue;
            journal.SyncFrames();
            unsynced = 0;
            progress?.Report(new ShippingProgress(_events, 0, 0, 0, "fetching"));
        }
        journal.SyncFrames();
    }

    /// <param name="last">Last inbound sequence of the folder: what a writer at work has added since is left for the next fetch.</param>
    private void FetchOutbound(StoredFrames server, OutboundLog log, Timestamp highest, long last)
    {
        server.MoveTo(log.LastSequence + 1);
        while (server.Next())
        {
            stop.ThrowIfCancellationRequested();
            if (server.Header.FirstSequence + server.Header.Count <= log.LastSequence + 1) continue;
            if (LastCause(server.Body) > last) return;
            long before = log.LastSequence;
            Put(JournalStream.Out, server, log.LastSequence + 1, highest, (frame, header) => log.AppendFrame(frame, in header));
            _outbound += log.LastSequence - before;
            if (server.Revision % FramesPerSync == 0) progress?.Report(new ShippingProgress(_events, 0, _outbound, 0, "fetching"));
        }
    }

    private delegate void Append(ReadOnlySpan<byte> frame, FrameHeader header);

    /// <summary>A frame that the folder holds the beginning of is cut behind it; any other is taken as it is.</summary>
    private static void Put(JournalStream kind, StoredFrames server, long next, Timestamp highest, Append append)
    {
        if (server.Header.FirstSequence == next)
        {
            append(server.Frame, server.Header);
            return;
        }
        using FrameCutter cutter = new(kind, server.JournalId, new FramePool(2, EventStoreJournalOptions.LargestFrame), next, highest);
        cutter.Add(in server.Header, server.Body);
        while (cutter.TryCut(0, out CutFrame? frame))
        {
            append(frame.Memory.Span, frame.Header);
            frame.Release();
        }
    }

    private static long LastCause(ArraySegment<byte> body)
    {
        OutboundEvent e = default;
        BodyCursor events = new(body);
        while (events.TryReadOutbound(ref e)) { }
        return e.Header.Cause;
    }

    private int FetchSnapshots(Guid journalId, long last)
    {
        SnapshotStore local = new(folder);
        using EventStoreSnapshotStore server = new(client, session, journalId);
        HashSet<long> known = [.. local.List()];
        int saved = 0;
        foreach (long sequence in server.List().Where(s => s <= last).TakeLast(SnapshotStore.DefaultKept))
        {
            stop.ThrowIfCancellationRequested();
            // A snapshot that cannot be used is passed over; the one before it, or the events, do as well.
            if (known.Contains(sequence) || !server.TryLoad(sequence, out long loaded, out byte[]? state) || loaded != sequence) continue;
            local.Save(sequence, state);
            saved++;
        }
        return saved;
    }

    private JournalException Refused(string problem, string remedy) => new(JournalErrorKind.InUse, folder, problem, remedy);
}
