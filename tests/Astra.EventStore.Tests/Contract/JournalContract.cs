using Astra.Core;
using Astra.Journal;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Contract;

/// <summary>
/// What a journal promises wherever it is kept: the same cases on the embedded log, on a stand-in of the server, and on a real server when one is named. Each case
/// begins a session of its own.
/// </summary>
public abstract partial class JournalContract
{
    /// <summary>A place for one session that was not begun yet.</summary>
    protected abstract JournalPlace NewPlace();

    /// <summary>Reads the journal to its end, proves each tick, and returns how many there are.</summary>
    private static long ReadTicks(JournalPlace place)
    {
        using IJournalReader reader = place.OpenReader();
        return ReadTicks(reader, 0);
    }

    private static long ReadTicks(IJournalReader reader, long next)
    {
        InboundEvent e = default;
        while (reader.TryRead(ref e, out long sequence))
        {
            Assert.Equal(next++, sequence);
            InboundEvent expected = Events.Tick(sequence);
            Assert.True(Events.Same(ref expected, ref e), $"event {sequence} was changed");
        }
        return next;
    }

    /// <summary>Reads the outbound log to its end, proves the numbering, and returns how many events there are.</summary>
    private static long ReadSaid(JournalPlace place)
    {
        using IOutboundLogReader reader = place.OpenOutboundReader();
        OutboundEvent e = default;
        long next = 0;
        for (; reader.TryRead(ref e); next++)
        {
            Assert.Equal(next, e.Header.Sequence);
            OutboundEvent expected = Events.Said(next, e.Header.Cause);
            Assert.True(expected.Canonical.SequenceEqual(e.Canonical), $"outbound event {next} was changed");
        }
        return next;
    }
}
