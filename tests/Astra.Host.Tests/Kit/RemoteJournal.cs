using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>A journal on another machine, in memory: a thread of its own acknowledges what was committed, a few milliseconds later and only as far as the test lets it.</summary>
internal sealed class RemoteJournal : IPipelinedJournal
{
    private readonly MemoryJournal _stored = new();
    private readonly ManualResetEventSlim _released = new();
    private readonly Thread _acknowledging;
    private IDurabilityListener? _listener;
    private long _appended = -1;
    private long _committed = -1;
    private long _durable = -1;
    private long _wanted = -1;
    private volatile bool _ended;

    public RemoteJournal()
    {
        _acknowledging = new Thread(Acknowledge) { IsBackground = true };
        _acknowledging.Start();
    }

    /// <summary>Acknowledged up to this sequence at most.</summary>
    public long Lets { get; set => Volatile.Write(ref field, value); } = long.MaxValue;

    /// <summary>Sends nothing until it is wanted, or the end is told.</summary>
    public bool Collects { get; init; }

    /// <summary>Appends that go this far beyond what is acknowledged wait for room.</summary>
    public long Room { get; init; } = long.MaxValue;

    /// <summary>Highest sequence that somebody waited for; -1 when nobody did.</summary>
    public long Wanted => Volatile.Read(ref _wanted);

    public bool IsFinished { get; private set; }

    public bool IsReleased => _released.IsSet;

    public long DurableSequence => Volatile.Read(ref _durable);

    public void Attach(IDurabilityListener listener) => _listener = listener;

    public void Append(long sequence, ref InboundEvent e)
    {
        while (sequence - DurableSequence > Room)
        {
            // What fills the room is on its way, in mid-batch too.
            Commit();
            if (_released.Wait(1)) throw new OperationCanceledException("released");
        }
        _stored.Append(sequence, ref e);
        _appended = sequence;
    }

    public void Commit() => Volatile.Write(ref _committed, _appended);

    public void Want(long sequence)
    {
        long seen = Volatile.Read(ref _wanted);
        while (seen < sequence)
        {
            long was = Interlocked.CompareExchange(ref _wanted, sequence, seen);
            if (was == seen) return;
            seen = was;
        }
    }

    public void Finish() => IsFinished = true;

    public void Release() => _released.Set();

    public void Fail(Exception fault) => _listener!.OnFailed(fault);

    public IJournalReader OpenReader()
    {
        _stored.Commit();
        return _stored.OpenReader();
    }

    public void Dispose()
    {
        _ended = true;
        _acknowledging.Join();
    }

    private void Acknowledge()
    {
        while (!_ended)
        {
            Thread.Sleep(2);
            long sent = Volatile.Read(ref _committed);
            if (Collects && !IsFinished && Wanted > DurableSequence) sent = Math.Min(sent, Wanted);
            else if (Collects && !IsFinished) continue;
            sent = Math.Min(sent, Lets);
            if (sent <= DurableSequence) continue;
            Volatile.Write(ref _durable, sent);
            _listener!.OnDurable(sent);
        }
    }
}
