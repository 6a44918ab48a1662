using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// The engine's journal on a server. Appending encodes into a ring of bytes and takes no lock and no memory; a thread of its own cuts frames and sends them. See <see cref="FrameSender"/> for what is
/// durable when, and for what a crash can take.
/// </summary>
internal sealed class EventStoreJournal : IPipelinedJournal
{
    private readonly FrameSender _sender;
    private readonly TapeWriter _tape;
    private readonly Takeover _takeover;
    private readonly string _place;
    private readonly ArrayBufferWriter<byte> _payload = new();

    /// <param name="sender">Started.</param>
    /// <param name="place">The stream, for messages.</param>
    public EventStoreJournal(FrameSender sender, TapeWriter tape, Takeover takeover, string place) => (_sender, _tape, _takeover, _place) = (sender, tape, takeover, place);

    public long DurableSequence => _sender.Durable;

    /// <summary>The sequence that the next <see cref="Append"/> must carry.</summary>
    public long NextSequence => _tape.NextSequence;

    public void Attach(IDurabilityListener listener) => _sender.Attach(listener);

    public void Append(long sequence, ref InboundEvent e)
    {
        if (sequence != _tape.NextSequence || _sender.IsStopped) Refuse(sequence);
        if (e.HasPayload)
        {
            AppendPayload(ref e);
            return;
        }
        ReadOnlySpan<byte> record = e.Record.Canonical;
        if (record.Length == 0) RefuseKind(e.Record.Header.Kind);
        _tape.AddRecord(record, e.Record.Header.ExchangeTime);
    }

    public void Commit()
    {
        if (_sender.IsStopped) _sender.ThrowIfStopped();
        _tape.Publish();
    }

    public void Want(long sequence) => _sender.Want(sequence);

    public void Finish()
    {
        _takeover.Ending = true;
        _sender.Finish();
    }

    public void Release() => _sender.Release();

    /// <summary>Commits, and waits until everything is acknowledged or in the fallback folder. After a failure it only lets go; that was told when it happened.</summary>
    public void Dispose()
    {
        if (!_sender.HasFailed && !_sender.IsClosed) _tape.Publish();
        _sender.Close();
    }

    /// <summary>Lets go as a killed process would.</summary>
    public void Abandon() => _sender.Kill();

    /// <summary>Puts a frame on the tape that was made elsewhere.</summary>
    internal void AppendFrame(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        _sender.ThrowIfStopped();
        _tape.AddFrame(header, body);
    }

    private void AppendPayload(ref InboundEvent e)
    {
        _payload.ResetWrittenCount();
        if (!PayloadCodec.TryEncode(_payload, in e)) RefuseKind(e.Record.Header.Kind);
        if (_payload.WrittenCount > _tape.Largest)
        {
            throw new EventStoreException(JournalErrorKind.BadEvent, _place,
                string.Create(CultureInfo.InvariantCulture, $"an event of kind {e.Record.Header.Kind} takes {_payload.WrittenCount} bytes, a frame holds {_tape.Largest}"),
                $"open with a larger {nameof(EventStoreJournalOptions.FrameBytes)}, or make the event smaller");
        }
        _tape.AddObject(_payload.WrittenSpan, e.Record.Header.ExchangeTime);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(long sequence)
    {
        _sender.ThrowIfStopped();
        throw new EventStoreException(JournalErrorKind.BadEvent, _place,
            string.Create(CultureInfo.InvariantCulture, $"sequence {sequence} was appended where {_tape.NextSequence} follows"),
            "number events one by one, beginning after the last that was recovered");
    }

    private void RefuseKind(InboundKind kind) => throw new EventStoreException(JournalErrorKind.BadEvent, _place,
        $"an event of kind {(int)kind} has neither a record form nor the payload of its kind", "set kind and payload before it is published");
}
