using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>What left the process, in a stream of its own and written as the journal is. One thread appends; <see cref="Sync"/> may be called from another.</summary>
internal sealed class EventStoreOutboundLog : IOutboundLog, IReleasable, IDurabilityListener
{
    private readonly FrameSender _sender;
    private readonly TapeWriter _tape;
    private readonly string _place;
    private readonly object _told = new();

    /// <param name="sender">Started; tells this log what is durable.</param>
    /// <param name="place">The stream, for messages.</param>
    public EventStoreOutboundLog(FrameSender sender, TapeWriter tape, string place)
    {
        (_sender, _tape, _place) = (sender, tape, place);
        sender.Attach(this);
    }

    public long LastSequence => _tape.NextSequence - 1;

    public void Append(ref OutboundEvent e)
    {
        ReadOnlySpan<byte> record = e.Canonical;
        if (record.Length == 0 || e.Header.Sequence != _tape.NextSequence || _sender.IsStopped) Refuse(ref e);
        _tape.AddRecord(record, e.Header.Time);
    }

    /// <summary>Hands over what was appended and does not wait.</summary>
    public void Commit()
    {
        if (_sender.IsStopped) _sender.ThrowIfStopped();
        _tape.Publish();
    }

    /// <summary>Waits until everything committed is acknowledged, or synced to the fallback folder.</summary>
    /// <exception cref="OperationCanceledException">The wait was released.</exception>
    public void Sync()
    {
        long last = _sender.Submitted;
        _sender.Want(last);
        lock (_told)
        {
            while (_sender.Durable < last)
            {
                _sender.ThrowIfStopped();
                Monitor.Wait(_told);
            }
        }
    }

    public void Release()
    {
        _sender.Release();
        lock (_told) Monitor.PulseAll(_told);
    }

    /// <summary>Commits, and waits until everything is acknowledged or in the fallback folder. After a failure it only lets go; that was told when it happened.</summary>
    public void Dispose()
    {
        if (!_sender.HasFailed && !_sender.IsClosed) _tape.Publish();
        _sender.Close();
    }

    /// <summary>Lets go as a killed process would.</summary>
    public void Abandon()
    {
        _sender.Kill();
        lock (_told) Monitor.PulseAll(_told);
    }

    /// <summary>Puts a frame on the tape that was made elsewhere.</summary>
    internal void AppendFrame(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        _sender.ThrowIfStopped();
        _tape.AddFrame(header, body);
    }

    void IDurabilityListener.OnDurable(long sequence)
    {
        lock (_told) Monitor.PulseAll(_told);
    }

    void IDurabilityListener.OnFailed(Exception fault)
    {
        lock (_told) Monitor.PulseAll(_told);
    }

    private void Refuse(ref OutboundEvent e)
    {
        _sender.ThrowIfStopped();
        throw new EventStoreException(JournalErrorKind.BadEvent, _place,
            string.Create(CultureInfo.InvariantCulture, $"outbound event {e.Header.Sequence} of kind {(int)e.Header.Kind} was appended where sequence {_tape.NextSequence} follows"),
            "append only what the log lacks, in order");
    }
}
