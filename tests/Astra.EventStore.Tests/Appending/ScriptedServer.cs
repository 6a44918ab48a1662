using Astra.Journal;
using Astra.Journal.EventStore;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>What becomes of one append.</summary>
public enum Fate
{
    Answer,
    /// <summary>Answered with the correlation id in its text form.</summary>
    AnswerAsText,
    /// <summary>Stored; the answer waits for <see cref="ScriptedServer.ReleaseHeld"/>.</summary>
    Hold,
    /// <summary>Stored, never answered.</summary>
    Lose,
    /// <summary>Neither stored nor answered.</summary>
    Drop,
    /// <summary>Not answered; tried on the stream when the next append or opening has been, so it may come in late.</summary>
    Late,
    Timeout,
    TimeoutStored,
    /// <summary>Answered without a result.</summary>
    Nonsense,
    /// <summary>Answered behind all answers that earlier calls were owed, and once more as a timeout.</summary>
    Stray,
    /// <summary>The call faults; not stored.</summary>
    Break,
    BreakStored,
    /// <summary>Stored, then the call ends without an answer.</summary>
    EndStored,
    /// <summary>The write fails and so does the call, which tells why: another node leads.</summary>
    NotLeader,
    AccessDenied,
    Unauthenticated,
    TooLarge,
    StreamDeleted,
    BadRequest,
    /// <summary>Success with another revision than the frame's.</summary>
    Misnumber,
}

/// <summary>A server in memory that keeps the documented rules of one stream and does to each append what its script says; records what no client may do.</summary>
internal sealed class ScriptedServer : IAppendTransport
{
    public const string Stream = "astra-journal-20260720-test";

    private readonly Lock _lock = new();
    private readonly List<StoredEvent> _stored = [];
    private readonly Dictionary<long, (Guid Id, byte[] Data)> _firstSent = [];
    private readonly List<Action> _held = [];
    private readonly List<(long Expected, StoredEvent Event)> _late = [];
    private readonly List<(ScriptedCall Call, Wire.UUID Id)> _owed = [];

    /// <summary>Fates of appends as they come; when none is left they are answered.</summary>
    public Queue<Fate> Fates { get; } = new();

    /// <summary>What happens to attempts to connect: null connects.</summary>
    public Queue<Exception?> Connections { get; } = new();

    /// <summary>What happens to the plain appends of openings.</summary>
    public Queue<Fate> Openings { get; } = new();

    /// <summary>What a client did that it must not; empty at the end.</summary>
    public List<string> Violations { get; } = [];

    public List<WireFault> Learned { get; } = [];

    public int Calls { get; private set; }

    public int Writes { get; private set; }

    public int MostInFlight { get; private set; }

    public IReadOnlyList<StoredEvent> Stored
    {
        get { lock (_lock) return [.. _stored]; }
    }

    public static StoredEvent Foreign(long revision) => new(revision, Guid.NewGuid(), "other", new byte[] { 1 }, default, default);

    public void Write(Func<long, StoredEvent> next)
    {
        lock (_lock) _stored.Add(next(_stored.Count));
    }

    public void LoseLast()
    {
        lock (_lock) _stored.RemoveAt(_stored.Count - 1);
    }

    /// <summary>Answers what was held, in the order that is asked for.</summary>
    public void ReleaseHeld(bool reversed)
    {
        lock (_lock)
        {
            if (reversed) _held.Reverse();
            foreach (Action answer in _held) answer();
            _held.Clear();
        }
    }

    public Task<StoredEvent?> ReadLastAsync(string stream, CancellationToken stop)
    {
        lock (_lock) return Task.FromResult(_stored.Count == 0 ? (StoredEvent?)null : _stored[^1]);
    }

    public Task<long> AppendAsync(string stream, long expectedRevision, IReadOnlyList<ProposedEvent> proposed, CancellationToken stop)
    {
        lock (_lock)
        {
            Fate fate = Openings.TryDequeue(out Fate scripted) ? scripted : Fate.Answer;
            StoredEvent[] all =
            [
                .. proposed.Select((one, i) => new StoredEvent(expectedRevision + 1 + i, one.Id, one.Type, one.Data.ToArray(), one.CustomMetadata.ToArray(), default)),
            ];
            // Another writer opens the stream between this one's read and its append.
            if (fate == Fate.Stray) _stored.AddRange(all.Select(stored => stored with { Id = Guid.NewGuid() }));
            bool done = fate != Fate.Drop && StoreAll(expectedRevision, all);
            TryLate();
            if (fate is Fate.Lose or Fate.Drop) throw new EventStoreException(JournalErrorKind.Unavailable, stream, "nobody answered", "wait");
            if (fate is Fate.AccessDenied) throw new EventStoreException(JournalErrorKind.AccessDenied, stream, "this user may not write", "ask");
            if (!done) throw new WrongRevisionException(stream, expectedRevision, _stored.Count - 1);
            return Task.FromResult(fate == Fate.Misnumber ? 4 : expectedRevision + all.Length);
        }
    }

    public async ValueTask<IAppendCall> ConnectAsync(CancellationToken stop)
    {
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (Connections.TryDequeue(out Exception? refused) && refused is not null) throw refused;
            return new ScriptedCall(this, Calls++);
        }
    }

    internal void Learn(in WireFault fault)
    {
        lock (_lock) Learned.Add(fault);
    }

    /// <summary>One append as it arrives. Returns the error of the write, null when it goes through.</summary>
    internal Exception? Append(ScriptedCall call, Wire.BatchAppendReq request)
    {
        lock (_lock)
        {
            Writes++;
            MostInFlight = Math.Max(MostInFlight, ++call.Owed);
            Wire.BatchAppendReq.Types.ProposedMessage message = Assert.Single(request.ProposedMessages);
            long expected = (long)request.Options.StreamPosition;
            StoredEvent stored = new(
                expected + 1, StructuredUuid.Read(message.Id), message.Metadata["type"], message.Data.ToByteArray(), message.CustomMetadata.ToByteArray(), default);
            Check(call, request, stored);
            Fate fate = Fates.TryDequeue(out Fate scripted) ? scripted : Fate.Answer;
            Wire.UUID id = request.CorrelationId.Clone();
            if (fate is Fate.Break or Fate.BreakStored or Fate.EndStored or Fate.Lose or Fate.Drop or Fate.Late or Fate.Timeout) _owed.Add((call, id));
            bool refused = fate is Fate.Drop or Fate.Timeout or Fate.Break or Fate.NotLeader
                or Fate.AccessDenied or Fate.Unauthenticated or Fate.TooLarge or Fate.StreamDeleted or Fate.BadRequest;
            bool done = false;
            if (fate == Fate.Late) _late.Add((expected, stored));
            else if (!refused) done = Store(expected, stored);
            if (fate != Fate.Late) TryLate();
            Wire.BatchAppendResp result = done ? ScriptedAnswers.Success(id, expected + 1) : ScriptedAnswers.WrongRevision(id, expected, _stored.Count - 1);
            switch (fate)
            {
                case Fate.Answer: call.Answer(result); break;
                case Fate.AnswerAsText: call.Answer(ScriptedAnswers.AsText(result)); break;
                case Fate.Hold: _held.Add(() => call.Answer(result)); break;
                case Fate.Timeout or Fate.TimeoutStored: call.Answer(ScriptedAnswers.Timeout(id)); break;
                case Fate.Nonsense: call.Answer(new Wire.BatchAppendResp { CorrelationId = id }); break;
                case Fate.AccessDenied: call.Answer(ScriptedAnswers.Error(id, StatusCode.PermissionDenied, new Wire.AccessDenied())); break;
                case Fate.TooLarge: call.Answer(ScriptedAnswers.Error(id, StatusCode.InvalidArgument, new Wire.MaximumAppendSizeExceeded { MaxAppendSize = 1000 })); break;
                case Fate.StreamDeleted: call.Answer(ScriptedAnswers.Error(id, StatusCode.NotFound, new Wire.StreamDeleted())); break;
                case Fate.BadRequest: call.Answer(ScriptedAnswers.Error(id, StatusCode.InvalidArgument, new Wire.BadRequest { Message = "no type" })); break;
                case Fate.Misnumber: call.Answer(ScriptedAnswers.Success(id, expected + 7)); break;
                case Fate.Break or Fate.BreakStored: call.End(new RpcException(new Status(StatusCode.Unavailable, "connection reset"))); break;
                case Fate.EndStored: call.End(null); break;
                case Fate.Unauthenticated: call.End(new RpcException(new Status(StatusCode.Unauthenticated, "who are you"))); break;
                case Fate.NotLeader: call.End(ScriptedAnswers.NotLeader()); return new InvalidOperationException("the call is complete");
                case Fate.Stray:
                    Wire.MaximumAppendSizeExceeded tooLarge = new() { MaxAppendSize = 1 };
                    foreach ((_, Wire.UUID owed) in _owed.Where(o => o.Call != call))
                        call.Answer(ScriptedAnswers.Error(owed, StatusCode.InvalidArgument, tooLarge), counts: false);
                    call.Answer(result);
                    call.Answer(ScriptedAnswers.Timeout(id), counts: false);
                    break;
            }
            return null;
        }
    }

    private void Check(ScriptedCall call, Wire.BatchAppendReq request, in StoredEvent stored)
    {
        if (!request.IsFinal || request.Options.DeadlineOptionCase != Wire.BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline)
            Violations.Add("the request is not whole");
        if (request.Options.StreamIdentifier.StreamName.ToStringUtf8() != Stream) Violations.Add("another stream");
        if (call.Writes++ > 0 && call.Answered == 0) Violations.Add($"revision {stored.Revision} was sent before the call's first append was answered");
        byte[] data = stored.Data.ToArray();
        if (_firstSent.TryGetValue(stored.Revision, out (Guid Id, byte[] Data) first))
        {
            if (first.Id != stored.Id || !first.Data.AsSpan().SequenceEqual(data)) Violations.Add($"revision {stored.Revision} was sent again with another id or other bytes");
        }
        else
        {
            _firstSent.Add(stored.Revision, (stored.Id, data));
        }
        if (!FrameHeader.ChecksumHolds(data)) Violations.Add($"revision {stored.Revision} was overwritten while it was sent");
    }

    /// <summary>A new life may send something else under a number that an earlier one did not get stored.</summary>
    public void ForgetSent()
    {
        lock (_lock) _firstSent.Clear();
    }

    private void TryLate()
    {
        foreach ((long expected, StoredEvent late) in _late) Store(expected, late);
        _late.Clear();
    }

    /// <summary>All or none.</summary>
    private bool StoreAll(long expected, StoredEvent[] all)
    {
        if (!Store(expected, all[0])) return false;
        for (int i = 1; i < all.Length; i++) Assert.True(Store(expected + i, all[i]));
        return true;
    }

    /// <summary>The server's rule for an explicit number: behind the end it is written, in the past the same id is the same event.</summary>
    private bool Store(long expected, StoredEvent stored)
    {
        if (expected == _stored.Count - 1)
        {
            _stored.Add(stored);
            return true;
        }
        return expected + 1 < _stored.Count && _stored[(int)expected + 1].Id == stored.Id;
    }
}
