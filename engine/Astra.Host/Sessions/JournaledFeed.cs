using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>
/// The feed's events that a resumed journal already holds. A feed hands over its first events here instead of publishing them; each must be,
/// byte for byte, the one that was journaled, or two different days would become one journal.
/// </summary>
public sealed class JournaledFeed
{
    private readonly IJournalReader? _journal;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly long _held;
    private long _retired;
    private InboundEvent _stored;

    /// <param name="journal">Open at any place; read as the feed's events pass. Null when nothing is held.</param>
    /// <param name="held">How many of the feed's events the journal was given, those in segments retired since included.</param>
    /// <param name="instruments">For messages.</param>
    public JournaledFeed(IJournalReader? journal, long held, IReadOnlyList<Instrument> instruments)
    {
        _journal = journal;
        _instruments = instruments;
        Left = _held = held;
        if (journal is null || held == 0) return;
        // What was retired cannot be compared any more; the rest is.
        if (journal.FirstSequence > 0) _retired = held - CountOf(journal);
        journal.Seek(journal.FirstSequence);
    }

    /// <summary>A new session's: nothing is held.</summary>
    public static JournaledFeed None { get; } = new(null, 0, []);

    /// <summary>
    /// For a live feed, which has nothing to hand over.
    /// </summary>
    /// <param name="resumedAt">Time of the journal's last event; null when the journal is new.</param>
    public static JournaledFeed Live(Timestamp? resumedAt) => new(null, 0, []) { ResumedAt = resumedAt };

    /// <summary>
    /// Of a live feed that is resumed: the core's time, up to which the day was played. The feed's clock goes on after it; what happened since was not seen.
    /// Null in every other case.
    /// </summary>
    public Timestamp? ResumedAt { get; private init; }

    /// <summary>How many events the feed must still hand over before it publishes.</summary>
    public long Left { get; private set; }

    /// <summary>Takes the feed's next event, which is held already.</summary>
    /// <exception cref="RecoveryException">It is another event than the journal's.</exception>
    public void Pass(ref InboundRecord fed)
    {
        Left--;
        if (_retired > 0)
        {
            _retired--;
            return;
        }
        long sequence = NextOf(_journal!);
        if (sequence < 0) throw new RecoveryException($"the journal ends before the {_held} events of the feed that it was given; verify the journal");
        if (fed.Canonical.SequenceEqual(_stored.Record.Canonical)) return;
        (string then, string now) = (Describe(_stored.Record), Describe(fed));
        throw new RecoveryException(
            $"the feed is not the one that the journal was begun with: event {sequence} of the journal is {then}, the feed gives {(then == now ? "the same with other content" : now)}; {ResumeCheck.Remedy}");
    }

    /// <summary>After the feed's end: it must have handed over all that is held.</summary>
    internal void RequireAllPassed()
    {
        if (Left > 0)
            throw new RecoveryException($"the feed ends after {_held - Left} events, the journal holds {_held} of it; {ResumeCheck.Remedy}");
    }

    private long CountOf(IJournalReader journal)
    {
        journal.Seek(journal.FirstSequence);
        long count = 0;
        while (NextOf(journal) >= 0) count++;
        return count;
    }

    /// <summary>Reads on to the next event from the feed; -1 at the end.</summary>
    private long NextOf(IJournalReader journal)
    {
        while (journal.TryRead(ref _stored, out long sequence))
            if (_stored.Record.Header.Source == InboundSource.Feed) return sequence;
        return -1;
    }

    private string Describe(in InboundRecord record)
    {
        InboundHeader header = record.Header;
        string about = header.Instrument < 0 ? "" : header.Instrument < _instruments.Count ? $" of {_instruments[header.Instrument].Symbol}" : $" of instrument {header.Instrument}";
        return $"{header.Kind}{about} at {header.ExchangeTime}";
    }
}
