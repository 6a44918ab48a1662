using System.Runtime.InteropServices;
using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Reading;

/// <summary>Each kind of damage to a stored frame is named with stream and revision, and nothing behind it is told as good.</summary>
public sealed class DamagedFrameTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    /// <summary>Ten events a frame, behind the mark: revision 3 begins at sequence 20.</summary>
    private const int Revision = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Kinds => new()
    {
        { "body", "the frame's checksum does not hold" },
        { "checksum", "the frame's checksum does not hold" },
        { "magic", "no frame begins here" },
        { "short", "its frame's body should have 805" },
        { "header", "the event ends inside a frame header" },
        { "empty", "the event ends inside a frame header" },
        { "foreign", "an event of type 'OrderPlaced' is no frame" },
        { "other journal", "the frame belongs to journal" },
        { "no journal", "the frame belongs to journal 00000000-0000-0000-0000-000000000000" },
        { "moved", "the event's id is not that of this frame at this place" },
        { "seal", "a frame of kind 2 does not belong on a server" },
        { "no events", "says that it holds 0 events" },
        { "hole", "the frame is missing, revision 4 follows" },
        { "jump", "the frame begins at sequence 25, 20 was expected" },
        { "back", "the frame begins at sequence 10, 20 was expected" },
        { "too few", "the frame holds" },
        { "unknown record", "a record of kind 99 is not known to this build" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damage_is_named_with_its_place(string kind, string what)
    {
        StoredSession session = Damaged(fixture.Server.Store, kind);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        InboundEvent e = default;
        long read = 0;
        JournalCorruptException thrown = Assert.Throws<JournalCorruptException>(() =>
        {
            while (reader.TryRead(ref e, out _)) read++;
        });
        Assert.InRange(read, 20, 30);
        Assert.Equal(($"{session.Name.Journal}@{Revision}", Revision, read), (thrown.Path, thrown.Offset, thrown.Sequence));
        Assert.Contains(what, thrown.What, StringComparison.Ordinal);
        Assert.Contains($"verifying session {session.Name} on this server shows all damage", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("folder/", thrown.Message, StringComparison.Ordinal);
        // It does not go away by asking again.
        if (read == 20) Assert.Throws<JournalCorruptException>(() => reader.TryRead(ref e, out _));
    }

    [Fact]
    public void A_newer_format_is_refused_by_name()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(20, perFrame: 10);
        byte[] frame = Frame(10, 20);
        frame[4] = 2;
        uint crc = Crc32C.Of(frame.AsSpan(0, 44), frame.AsSpan(FrameHeader.Length));
        MemoryMarshal.Write(frame.AsSpan(44), crc);
        session.Put(JournalStream.In, frame);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        InboundEvent e = default;
        JournalException thrown = Assert.Throws<EventStoreException>(() =>
        {
            while (reader.TryRead(ref e, out _)) { }
        });
        Assert.Equal((JournalErrorKind.NewerFormat, $"{session.Name.Journal}@{Revision}"), (thrown.Kind, thrown.Path));
    }

    /// <summary>A session of six frames of ten ticks, one of which is damaged.</summary>
    internal static StoredSession Damaged(StoredStreams store, string kind)
    {
        StoredSession session = new(store);
        string stream = session.Name.Journal;
        session.Ticks(20, perFrame: 10);
        byte[] good = Frame(10, 20);
        switch (kind)
        {
            case "foreign":
                store.Append(stream, "OrderPlaced", "{}"u8.ToArray(), isJson: true);
                break;
            case "other journal" or "no journal":
                byte[] journal = kind == "no journal" ? [] : Guid.NewGuid().ToByteArray();
                store.Append(stream, FrameEnvelope.EventType, good, journal, FrameId.Of(session.JournalId, JournalStream.In, Revision, good));
                break;
            case "moved":
                store.Append(stream, FrameEnvelope.EventType, good, session.JournalId.ToByteArray(), FrameId.Of(session.JournalId, JournalStream.In, Revision + 100, good));
                break;
            case "jump":
                session.Put(JournalStream.In, Frame(10, 25));
                break;
            case "back":
                session.Put(JournalStream.In, Frame(10, 10));
                break;
            case "seal":
                session.Put(JournalStream.In, new FrameHeader { Kind = FrameKind.Seal, FirstSequence = 20 }, []);
                break;
            case "no events":
                session.Put(JournalStream.In, new FrameHeader { Kind = FrameKind.Events, FirstSequence = 20 }, []);
                break;
            case "too few":
                FrameHeader more = MemoryMarshal.Read<FrameHeader>(good);
                session.Put(JournalStream.In, more with { Count = 11 }, good.AsSpan(FrameHeader.Length, more.BodyLength));
                break;
            case "unknown record":
                FrameHeader same = MemoryMarshal.Read<FrameHeader>(good);
                good[FrameHeader.Length + 5] = 99;
                session.Put(JournalStream.In, same, good.AsSpan(FrameHeader.Length, same.BodyLength));
                break;
            default:
                session.Put(JournalStream.In, good);
                break;
        }
        session.Ticks(30, perFrame: 10);
        switch (kind)
        {
            case "body": store.FlipByte(stream, Revision, FrameHeader.Length + 100); break;
            case "checksum": store.FlipByte(stream, Revision, 44); break;
            case "magic": store.FlipByte(stream, Revision, 0); break;
            case "short": store.Replace(stream, Revision, good.AsMemory(0, good.Length - 40)); break;
            case "header": store.Replace(stream, Revision, good.AsMemory(0, 47)); break;
            case "empty": store.Replace(stream, Revision, Array.Empty<byte>()); break;
            case "hole": store.Drop(stream, Revision); break;
        }
        return session;
    }

    private static byte[] Frame(int count, long first)
    {
        FrameBuilder frame = new(8192, 1000, default);
        for (int i = 0; i < count; i++)
        {
            InboundEvent e = Astra.Journal.Tests.Events.Tick(first + i);
            frame.AddRecord(e.Record.Canonical, e.Record.Header.ExchangeTime);
        }
        return frame.Finish(first, out _).ToArray();
    }
}
