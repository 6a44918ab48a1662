using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>One comparison at work. Its calls wait, so it runs on a thread of the pool. Holds what one reader of the server and one of the folder hold, and two copies of one snapshot.</summary>
internal sealed class ComparisonRun(MirrorSource source, EventStoreClient client, SessionName session, IProgress<ShippingProgress>? progress, CancellationToken stop)
{
    private const int FramesPerReport = 64;

    private JournalDifference? _difference;
    private long _inDone, _inAll, _outDone, _outAll;

    /// <exception cref="EventStoreException">NotFound: the server holds no such session; or it cannot be read.</exception>
    public JournalComparisonResult Run()
    {
        _inAll = CountOf(JournalStream.In);
        _outAll = CountOf(JournalStream.Out);
        StreamComparison? inbound = Compare(JournalStream.In);
        if (inbound is null) throw Waiting.For(() => new SessionIndex(client).MissingAsync(session, stop));
        StreamComparison outbound = (_difference is null ? Compare(JournalStream.Out) : null) ?? Nothing(JournalStream.Out);
        (int equal, int behind) = _difference is null ? CompareSnapshots() : (0, 0);
        return new JournalComparisonResult(session, source.Folder, source.JournalId, inbound, outbound, equal, behind, _difference);
    }

    /// <summary>Null when the server has no such stream.</summary>
    private StreamComparison? Compare(JournalStream kind)
    {
        using LocalLog log = new(source.Folder, kind);
        string name = session.StreamOf(kind);
        EventMatch match = new(log, kind);
        long frames = 0;
        StoredFrames? server = null;
        try
        {
            if (!TryRead(kind, () => (server = StoredFrames.TryOpen(client, session, kind, stop: stop)) is not null))
                return _difference is null ? null : Nothing(kind);
            if (!Begins(server!, log, kind, name)) return Nothing(kind);
            while (_difference is null && TryRead(kind, server!.Next))
            {
                stop.ThrowIfCancellationRequested();
                frames++;
                Note(match.Compare(in server.Header, server.Body, server.Place), match.Equal, kind, frames);
            }
            return new StreamComparison(name, frames, match.Equal, Math.Max(server!.FirstSequence, log.FirstSequence), server.NextSequence - 1, log.Last());
        }
        catch (InvalidDataException fault)
        {
            _difference = new JournalDifference(kind, server!.NextSequence, "", server.Place, fault.Message);
            return new StreamComparison(name, frames, match.Equal, log.FirstSequence, server.NextSequence - 1, log.Last());
        }
        finally
        {
            server?.Dispose();
        }
    }

    /// <summary>Damage on the server's side is a difference; damage in the folder is thrown, since then there is nothing to compare with.</summary>
    private bool TryRead(JournalStream kind, Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (JournalCorruptException damage)
        {
            _difference = new JournalDifference(kind, damage.Sequence, "", damage.Path, damage.What);
            return false;
        }
    }

    private bool Begins(StoredFrames server, LocalLog log, JournalStream kind, string name)
    {
        if (server.JournalId != source.JournalId)
        {
            _difference = new JournalDifference(kind, -1, source.Folder, name, $"the folder holds journal {source.JournalId}, the server holds {server.JournalId}");
        }
        else if (server.FirstSequence > log.FirstSequence)
        {
            _difference = new JournalDifference(kind, log.FirstSequence, source.Folder, name,
                string.Create(CultureInfo.InvariantCulture, $"the folder begins at sequence {log.FirstSequence}, the server at {server.FirstSequence}"));
        }
        return _difference is null;
    }

    private void Note(JournalDifference? difference, long equal, JournalStream kind, long frames)
    {
        _difference = difference;
        if (kind == JournalStream.In) _inDone = equal;
        else _outDone = equal;
        if (frames % FramesPerReport == 0) progress?.Report(new ShippingProgress(_inDone, _inAll, _outDone, _outAll, "comparing"));
    }

    private (int Equal, int Behind) CompareSnapshots()
    {
        SnapshotStore local = new(source.Folder);
        using EventStoreSnapshotStore server = new(client, session, source.JournalId);
        IReadOnlyList<long> stored = server.List();
        long newest = stored.Count > 0 ? stored[^1] : -1;
        int equal = 0, behind = 0;
        foreach (long sequence in local.List())
        {
            stop.ThrowIfCancellationRequested();
            // A damaged snapshot of the folder is a matter of its verification, not of the copy.
            if (local.Check(sequence, out byte[]? state) is not null || state is null) continue;
            if (sequence > newest) behind++;
            else if (stored.Contains(sequence) && server.TryLoad(sequence, out long loaded, out byte[]? copy) && loaded == sequence)
            {
                if (copy.AsSpan().SequenceEqual(state)) equal++;
                else _difference ??= new JournalDifference(null, sequence, local.PathOf(sequence), session.Snapshots, "the snapshots differ");
            }
            else if (sequence == newest)
            {
                _difference ??= new JournalDifference(null, sequence, local.PathOf(sequence), session.Snapshots, "the newest snapshot on the server cannot be used");
            }
        }
        return (equal, Math.Min(behind, SnapshotStore.DefaultKept));
    }

    private long CountOf(JournalStream kind)
    {
        using LocalLog log = new(source.Folder, kind);
        return log.Last() + 1 - log.FirstSequence;
    }

    private StreamComparison Nothing(JournalStream kind)
    {
        using LocalLog log = new(source.Folder, kind);
        return new StreamComparison(session.StreamOf(kind), 0, 0, log.FirstSequence, log.FirstSequence - 1, log.Last());
    }

}
