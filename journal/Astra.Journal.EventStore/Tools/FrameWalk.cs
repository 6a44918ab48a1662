using System.Globalization;
using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Every event of a frame stream with what is wrong with it: by itself, and behind the one before it. It goes on behind damage, from the next good frame's own numbers, so that one damaged
/// frame is one fault and not all that follow.
/// </summary>
internal sealed class FrameWalk(EventStoreClient client, SessionName session, JournalStream kind)
{
    private long _nextRevision = -1;

    public string Stream { get; } = session.StreamOf(kind);

    /// <summary>False when there is no such stream; known once the walk has begun.</summary>
    public bool Exists { get; private set; }

    /// <summary>As the first event names it, unless it was given.</summary>
    public Guid? JournalId { get; init; }

    public Guid FoundJournalId { get; private set; }

    /// <summary>-1 until a good frame was seen.</summary>
    public long FirstSequence { get; private set; } = -1;

    /// <summary>Behind the last good frame; what follows damage may begin later.</summary>
    public long NextSequence { get; private set; } = -1;

    public Timestamp HighestTime { get; private set; }

    /// <param name="Header">Of a frame that is good by itself, null otherwise.</param>
    /// <param name="Sequence">First sequence that the fault concerns.</param>
    /// <param name="Fault">Null for a good frame where it belongs.</param>
    public readonly record struct Step(StoredEvent Stored, FrameHeader? Header, long Sequence, string? Fault)
    {
        public ArraySegment<byte> Body => StoredFrame.Bytes(Stored).Slice(FrameHeader.Length, Header!.Value.BodyLength);
    }

    public async IAsyncEnumerable<Step> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        long first = await client.FirstRevisionAsync(Stream, stop).ConfigureAwait(false);
        Exists = first >= 0;
        if (!Exists) yield break;
        bool lost = false;
        await foreach (StoredEvent stored in client.ReadAsync(Stream, first, long.MaxValue, stop).ConfigureAwait(false))
        {
            if (_nextRevision < 0) FoundJournalId = JournalId ?? FrameEnvelope.JournalOf(in stored);
            string? gap = _nextRevision >= 0 && stored.Revision != _nextRevision
                ? string.Create(CultureInfo.InvariantCulture, $"revisions {_nextRevision} to {stored.Revision - 1} are missing before it")
                : null;
            _nextRevision = stored.Revision + 1;
            string? fault = StoredFrame.Check(Stream, in stored, kind, FoundJournalId, out FrameHeader header);
            if (fault is not null)
            {
                lost = true;
                yield return new Step(stored, null, NextSequence, fault);
                continue;
            }
            long expected = NextSequence;
            if (expected >= 0 && header.FirstSequence != expected && (!lost || header.FirstSequence < expected))
                fault = string.Create(CultureInfo.InvariantCulture, $"the frame begins at sequence {header.FirstSequence}, {expected} was expected");
            if (FirstSequence < 0) FirstSequence = header.FirstSequence;
            NextSequence = header.FirstSequence + header.Count;
            HighestTime = header.HighestTime;
            lost = false;
            yield return new Step(stored, header, expected, gap ?? fault);
        }
    }
}
