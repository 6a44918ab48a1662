using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>One socket of the tick stream: its handshake, its subscriptions, its packets.</summary>
internal sealed class AngelStream : IStreamDialect
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(50);

    private readonly AngelSession _session;
    private readonly FeedDoor _door;
    private readonly byte _connection;
    private readonly AngelConnectionState _state;
    private readonly AngelTicks _ticks;
    private readonly AngelWants _wants;
    private readonly AngelStreamAddress _address;
    private readonly AngelRequests _requests = new();
    private readonly Dictionary<string, int> _asked = [];
    private readonly SegmentHours _hours;
    private readonly TimeProvider _time;
    private readonly Segment[] _segments;
    private AngelTokens? _presented;
    private bool _renewed;
    private bool _brought;
    private bool _renewedForSilence;
    private long? _openedAt;

    public AngelStream(
        AngelSession session, Uri address, FeedDoor door, int connection, IReadOnlyList<AngelSubscription> subscriptions, SegmentHours hours, TimeProvider time)
    {
        (_session, _door, _connection) = (session, door, (byte)connection);
        _address = new AngelStreamAddress(address);
        _state = new AngelConnectionState(expectedKeys: subscriptions.Count);
        var targets = new AngelTarget[subscriptions.Count];
        foreach (AngelSubscription subscription in subscriptions)
        {
            FeedInstrument instrument = subscription.Instrument;
            int key = _state.Register(instrument.Token, AngelExchange.TypeOf(instrument.Exchange), instrument.Instrument.Kind == InstrumentKind.Index);
            targets[key] = AngelTarget.Of(instrument);
        }
        (_hours, _time) = (hours, time);
        _segments = SegmentHours.Of(subscriptions.Select(s => s.Instrument));
        _wants = new AngelWants(subscriptions, targets, hours, time);
        _ticks = new AngelTicks(door, _state, targets);
    }

    /// <summary>Generation of the tokens that the socket was opened with; null before the first attempt.</summary>
    public AngelTokens? Presented => Volatile.Read(ref _presented);

    /// <summary>What shall be streamed from now on: asked for at the next pulse. From any thread.</summary>
    public void Change(FeedInstrument instrument, AngelMode mode) => _wants.Change(instrument, mode);

    public async ValueTask<StreamOpening> PrepareAsync(CancellationToken stop)
    {
        await RenewWhenMuteAsync(stop).ConfigureAwait(false);
        AngelTokens tokens = await _session.CurrentAsync(stop).ConfigureAwait(false);
        Volatile.Write(ref _presented, tokens);
        return new StreamOpening(_address.Next(), _session.StreamHeaders(tokens), "ping", HeartbeatEvery);
    }

    public async ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop)
    {
        _address.Answered();
        // New tokens once; refused again, it is not the tokens.
        if (_renewed || _presented is not { } presented) return false;
        _renewed = true;
        try
        {
            await _session.RenewAsync(presented, stop).ConfigureAwait(false);
            return true;
        }
        catch (VendorException failed)
        {
            // Not to be reached for now: the next attempt asks the session again, and the refused tokens are not presented any more.
            return !failed.IsFinal;
        }
    }

    public void OnOpened(IStreamSender sender)
    {
        _address.Answered();
        (_renewed, _brought, _openedAt) = (false, false, _time.GetTimestamp());
        if (_presented is { } presented) _session.Accepted(presented);
        _state.Reconnected();
        _asked.Clear();
        Ask(sender, _wants.OnOpened());
    }

    public StreamVerdict OnMessage(in StreamMessage message)
    {
        if (message.IsText) return OnText(message.Bytes);
        StreamVerdict verdict = _ticks.Take(message.Bytes, message.ReceivedAt, message.ReceivedTicks);
        if (verdict == StreamVerdict.Data) (_brought, _renewedForSilence) = (true, false);
        return verdict;
    }

    public void OnPulse(IStreamSender sender)
    {
        if (_wants.TakeDropped() is { Count: > 0 } dropped)
            foreach (AngelRequest request in _requests.Unsubscribe(dropped)) sender.Send(request.Text, BetweenFrames);
        Ask(sender, _wants.TakeAdded());
        Ask(sender, _wants.TakeSilent());
        TellLost(_wants.TakeLost());
        if (_wants.TakeFlowing() is > 0 and int flowing) _door.Health.OnSubscribed(_connection, flowing);
    }

    /// <summary>
    /// A dead token does not always shut the door: the gateway lets it in, answers heartbeats and brings nothing. So after a connection that stood in market hours without
    /// a packet the tokens are renewed, once until data flows again.
    /// </summary>
    private async ValueTask RenewWhenMuteAsync(CancellationToken stop)
    {
        if (_renewedForSilence || _brought || _openedAt is not { } opened || _presented is not { } presented) return;
        Timestamp now = LiveTime.Now(_time);
        if (!_hours.IsAnyOpen(_segments, now) || _time.GetElapsedTime(opened) < _hours.SilenceLimit(_segments, now)) return;
        _renewedForSilence = true;
        await _session.RenewAsync(presented, stop).ConfigureAwait(false);
    }

    private void TellLost(IReadOnlyList<AngelSubscription> lost)
    {
        if (lost.Count == 0) return;
        string names = string.Join(", ", lost.Take(5).Select(s => s.Instrument.TradingSymbol)) + (lost.Count > 5 ? " …" : "");
        _door.Report(
            new FeedChange { State = FeedState.NotSubscribed, Connection = _connection, Detail = lost.Count },
            lost.Count == 1 ? lost[0].Instrument.Instrument.Id : -1, $"no data of {names} after asking twice");
    }

    private void Ask(IStreamSender sender, IEnumerable<AngelSubscription> subscriptions)
    {
        foreach (AngelRequest request in _requests.Subscribe(subscriptions))
        {
            _asked[request.CorrelationId] = request.Tokens;
            sender.Send(request.Text, BetweenFrames);
        }
    }

    private StreamVerdict OnText(ReadOnlySpan<byte> text)
    {
        AngelTextFrame frame = AngelTextFrame.OfStream(text);
        if (frame.Kind == AngelTextKind.Heartbeat) return StreamVerdict.Control;
        if (frame.Kind != AngelTextKind.Error)
        {
            _door.Count(TickReject.UnknownText, -1, text);
            return StreamVerdict.Rejected;
        }
        // What stood before the refused request still stands, so the connection goes on.
        _door.Count(TickReject.ServerError, -1, text);
        _asked.TryGetValue(frame.CorrelationId, out int tokens);
        _door.Report(
            new FeedChange
            {
                State = FeedState.NotSubscribed,
                Cause = frame.Code == "E1002" ? FeedCause.RateLimited : FeedCause.None,
                Connection = _connection,
                Detail = tokens,
            },
            -1, _session.Clean($"the stream refused a request for {tokens} instruments: {frame.Code} {frame.Message}"));
        return StreamVerdict.Control;
    }
}
