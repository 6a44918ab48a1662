using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.Markets;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Reading;

/// <summary>A session whose frames a test puts into the store itself, as a writer would have stored them.</summary>
internal sealed class StoredSession
{
    private const int LargestBody = 65_536 - FrameHeader.Length;

    private readonly StoredStreams _store;
    private readonly Stream _in, _out;

    public StoredSession(StoredStreams store, bool marked = true, SessionName? name = null)
    {
        _store = store;
        Name = name ?? new SessionName(new DateOnly(2026, 7, 20), JournalId.ToString("N")[..12]);
        (_in, _out) = (new Stream(), new Stream());
        if (!marked) return;
        Mark(JournalStream.In);
        Mark(JournalStream.Out);
    }

    public SessionName Name { get; }

    public Guid JournalId { get; } = Guid.NewGuid();

    public long Next => _in.Next;

    public long LastRevision => _store.LastRevision(Name.Journal);

    /// <summary>A writer opens the stream.</summary>
    public void Mark(JournalStream kind) => Put(kind, OpenedMark.Now(JournalId, "eventstoredb").ToFrame(Of(kind).Next, Of(kind).Highest));

    public void Ticks(int count, int perFrame = 100)
    {
        FrameBuilder frame = new(LargestBody, perFrame, _in.Highest);
        for (int i = 1; i <= count; i++)
        {
            InboundEvent e = Events.Tick(_in.Next + frame.Count);
            frame.AddRecord(e.Record.Canonical, e.Record.Header.ExchangeTime);
            if (frame.Count == perFrame || i == count) Finish(JournalStream.In, frame);
        }
    }

    /// <summary>Outbound events, all caused by one inbound event.</summary>
    public void Say(int count, long cause, int perFrame = 100)
    {
        FrameBuilder frame = new(LargestBody, perFrame, _out.Highest);
        for (int i = 1; i <= count; i++)
        {
            OutboundEvent e = Events.Said(_out.Next + frame.Count, cause);
            frame.AddRecord(e.Canonical, e.Header.Time);
            if (frame.Count == perFrame || i == count) Finish(JournalStream.Out, frame);
        }
    }

    /// <summary>The frames of a folder, as they were cut there.</summary>
    /// <param name="markBefore">Before which of them another writer opens the stream.</param>
    public void TakeOver(string folder, Func<int, bool> markBefore)
    {
        using FrameStream frames = FrameStream.Open(folder, JournalStream.In);
        for (int i = 0; frames.Next(); i++)
        {
            if (markBefore(i)) Mark(JournalStream.In);
            byte[] frame = new byte[frames.Header.FrameLength];
            frames.Body.CopyTo(frame, FrameHeader.Length);
            FrameHeader.Seal(frame, frames.Header);
            Put(JournalStream.In, frame);
        }
    }

    /// <summary>A frame whose header a test made up.</summary>
    public void Put(JournalStream kind, FrameHeader header, ReadOnlySpan<byte> body)
    {
        header.BodyLength = body.Length;
        byte[] frame = new byte[header.FrameLength];
        body.CopyTo(frame.AsSpan(FrameHeader.Length));
        FrameHeader.Seal(frame, header);
        Put(kind, frame);
    }

    public void Put(JournalStream kind, byte[] frame)
    {
        string stream = Name.StreamOf(kind);
        FrameHeader header = System.Runtime.InteropServices.MemoryMarshal.Read<FrameHeader>(frame);
        Guid id = FrameId.Of(JournalId, kind, _store.LastRevision(stream) + 1, frame);
        _store.Append(stream, FrameEnvelope.EventType, frame, JournalId.ToByteArray(), id);
        Of(kind).Next = header.FirstSequence + header.Count;
        Of(kind).Highest = header.HighestTime;
    }

    public void Configure(string charges)
    {
        using TempFolder folder = new();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.Journal) { Durability = Durability.None }))
        {
            InboundEvent e = Events.WithPayload(InboundKind.Configure, Events.Settings(charges), Events.TimeOf(0));
            journal.Append(0, ref e);
        }
        TakeOver(folder.Journal, _ => false);
    }

    private void Finish(JournalStream kind, FrameBuilder frame)
    {
        Put(kind, frame.Finish(Of(kind).Next, out _).ToArray());
        frame.Clear();
    }

    private Stream Of(JournalStream kind) => kind == JournalStream.In ? _in : _out;

    private sealed class Stream
    {
        public long Next;
        public Timestamp Highest;
    }
}
