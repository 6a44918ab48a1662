using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Reading;

public sealed class OutboundReaderTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_session_that_said_nothing_reads_as_empty_until_it_speaks()
    {
        StoredSession session = new(fixture.Server.Store, marked: false);
        session.Mark(JournalStream.In);
        session.Ticks(10);
        using EventStoreOutboundReader reader = EventStoreOutboundReader.Open(fixture.Client, session.Name, Stop);
        OutboundEvent e = default;
        Assert.Equal(-1, reader.LastSequence);
        Assert.False(reader.TryRead(ref e));
        reader.Seek(0);
        session.Mark(JournalStream.Out);
        Assert.Equal(-1, reader.LastSequence);
        Assert.False(reader.TryRead(ref e));
        session.Say(3, cause: 9);
        Assert.Equal(2, reader.LastSequence);
        for (int i = 0; i < 3; i++)
        {
            Assert.True(reader.TryRead(ref e));
            Assert.Equal((i, 9), (e.Header.Sequence, e.Header.Cause));
        }
        Assert.False(reader.TryRead(ref e));
    }

    [Fact]
    public void Any_place_is_found()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(10);
        for (int i = 0; i < 40; i++) session.Say(i % 7 + 1, cause: 3, perFrame: 5);
        using EventStoreOutboundReader reader = EventStoreOutboundReader.Open(fixture.Client, session.Name, Stop);
        long last = reader.LastSequence;
        OutboundEvent e = default;
        foreach (long wanted in (long[])[last, 0, 1, 5, 6, last / 2, last / 2 + 1, last / 3])
        {
            reader.Seek(wanted);
            Assert.True(reader.TryRead(ref e));
            Assert.Equal(wanted, e.Header.Sequence);
        }
        reader.Seek(last + 1);
        Assert.False(reader.TryRead(ref e));
    }

    [Fact]
    public void Damage_is_named_with_its_place()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(1);
        session.Say(30, cause: 0, perFrame: 10);
        fixture.Server.Store.FlipByte(session.Name.Outbound, 2, -1);
        using EventStoreOutboundReader reader = EventStoreOutboundReader.Open(fixture.Client, session.Name, Stop);
        OutboundEvent e = default;
        JournalCorruptException thrown = Assert.Throws<JournalCorruptException>(() =>
        {
            while (reader.TryRead(ref e)) { }
        });
        Assert.Equal((session.Name.Outbound + "@2", 10), (thrown.Path, thrown.Sequence));
    }
}
