using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// The vendor's socket: connect frame, acknowledgement, subscriptions, heartbeats, ticks. Nothing but the connect frame is sent before a good
/// acknowledgement, since the server loses it without a word.
/// </summary>
internal sealed class ShoonyaStream : IStreamDialect
{
    private readonly ShoonyaSession _session;
    private readonly ShoonyaOptions _options;
    private readonly TimeProvider _time;
    private readonly FeedDoor _door;
    private readonly ScripFeed[] _scrips;
    private readonly ShoonyaBook _book = new();
    private readonly ShoonyaOutcome _outcome = new();
    private readonly Subscriptions _subscriptions;
    private readonly TickMaker _ticks;
    private readonly OrderLedger _orders = new();
    private ShoonyaToken? _token;
    private IStreamSender? _sender;
    private bool _opened;
    private bool _everIn;
    private bool _hasEnded;
    private long _openedAt;
    private long _heartbeatAt;

    /// <param name="scrips">By instrument id; ids that are not of this feed are null.</param>
    /// <param name="families">What is subscribed of each.</param>
    public ShoonyaStream(
        ShoonyaSession session, ShoonyaOptions options, TimeProvider time, FeedDoor door, ScripFeed[] scrips, IReadOnlyList<ShoonyaFamily> families)
    {
        (_session, _options, _time, _door, _scrips) = (session, options, time, door, scrips);
        _subscriptions = new Subscriptions(_book, options, time, door);
        _ticks = new TickMaker(door, scrips);
        foreach (ShoonyaFamily family in families)
        {
            foreach (ScripFeed? scrip in scrips)
            {
                // An index has no book: where there is no room for both families it is asked for what it has.
                if (scrip is not null) _subscriptions.Add(scrip, families.Count == 1 && scrip.IsIndex ? ShoonyaFamily.Touch : family);
            }
        }
    }

    internal FeedDoor Door => _door;

    /// <summary>Ends the connection for a new one; set by who runs it.</summary>
    public Action<FeedCause, string>? Reconnect { get; set; }

    /// <summary>What shall be streamed of a scrip from now on: asked for with the next pulse. From any thread.</summary>
    /// <param name="id">An instrument that is not of this feed changes nothing.</param>
    /// <param name="detail">Null for nothing.</param>
    public void Change(int id, FeedDetail? detail)
    {
        if ((uint)id >= (uint)_scrips.Length || _scrips[id] is not { } scrip) return;
        bool depth = detail == FeedDetail.Depth && !scrip.IsIndex;
        _subscriptions.Change(scrip, ShoonyaFamily.Depth, depth);
        _subscriptions.Change(scrip, ShoonyaFamily.Touch, detail is not null && !depth);
    }

    /// <inheritdoc/>
    public async ValueTask<StreamOpening> PrepareAsync(CancellationToken stop)
    {
        // An attempt whose socket never stood may have had the wrong one of two possible addresses.
        if (_opened && !_everIn) _session.Endpoints.TurnStream();
        _opened = true;
        _token = await _session.TokenAsync(stop).ConfigureAwait(false);
        // Heartbeats are this dialect's own affair: not one may go out before the acknowledgement.
        return new StreamOpening(_session.Endpoints.Stream, [], "", _options.HeartbeatEvery);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop)
    {
        // The handshake carries no token, so only what was said on the socket tells about one; that one is given up already.
        await _session.TokenAsync(stop).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public void OnOpened(IStreamSender sender)
    {
        _book.Reconnected();
        _subscriptions.Forget();
        foreach (ScripFeed? scrip in _scrips) scrip?.ForgetVolume();
        (_sender, _everIn, _hasEnded) = (sender, true, false);
        _openedAt = _heartbeatAt = _time.GetTimestamp();
        sender.Send(ShoonyaFrames.Connect(_session.Dialect, _token!));
    }

    /// <inheritdoc/>
    public StreamVerdict OnMessage(in StreamMessage message)
    {
        _book.Apply(message.Bytes, message.ReceivedAt.UnixNanos / Timestamp.NanosPerMillisecond, _outcome);
        int instrument = _outcome.Key?.Instrument ?? -1;
        foreach (ShoonyaCount count in _outcome.Counts) _door.Count(count.Reason, instrument, message.Bytes);
        if (_outcome.Key is { } key) return OnFeed(key, in message);
        if (_outcome.Auth == ShoonyaAuth.Failed)
        {
            _session.Refused(_token!);
            return StreamVerdict.Refused;
        }
        if (_outcome.Auth == ShoonyaAuth.Ok) OnLetIn();
        if (_outcome.Order is { } order && _orders.IsNew(order)) _options.OnOrder?.Invoke(order);
        return _outcome.Counts.Count == 0 || _outcome.IsNotice ? StreamVerdict.Control : StreamVerdict.Rejected;
    }

    /// <inheritdoc/>
    public void OnPulse(IStreamSender sender)
    {
        if (_book.Auth != ShoonyaAuth.Ok)
        {
            if (_book.Auth == ShoonyaAuth.Unknown && !_hasEnded && _time.GetElapsedTime(_openedAt) >= _options.ConnectPatience)
                End(FeedCause.Silence, "connected, and no answer to the sign-in");
            return;
        }
        if (_time.GetElapsedTime(_heartbeatAt) >= _options.HeartbeatEvery)
        {
            _heartbeatAt = _time.GetTimestamp();
            sender.Send(ShoonyaFrames.Heartbeat);
        }
        _subscriptions.Pulse(sender);
        if (_session.CanRenew && !_hasEnded && _session.Now >= _token!.FlushedAt && Ist.TimeOf(_session.Now) >= ShoonyaToken.Morning)
            End(FeedCause.RollOver, "the vendor's day began; a new token is taken");
    }

    private StreamVerdict OnFeed(ShoonyaKey key, in StreamMessage message)
    {
        if (!_outcome.Emit)
        {
            bool noPrice = !_outcome.State!.HasPrice;
            _door.Count(noPrice ? TickReject.NoTradeYet : TickReject.NothingNew, key.Instrument, message.Bytes);
            return StreamVerdict.Data;
        }
        if (IsBesideDepth(key, message.ReceivedAt)) _door.Count(TickReject.BesideDepth, key.Instrument, message.Bytes);
        else _ticks.Publish(key, _outcome.Family, _outcome.State!, in message);
        return StreamVerdict.Data;
    }

    /// <summary>
    /// With depth at hand the touchline says nothing new. But depth that came once and no longer follows, as when only touchlines are updated, hides nothing.
    /// </summary>
    private bool IsBesideDepth(ShoonyaKey key, Timestamp receivedAt)
    {
        ScripFeed scrip = _scrips[key.Instrument];
        if (_outcome.Family == ShoonyaFamily.Depth)
        {
            scrip.NoteDepth(receivedAt);
            return false;
        }
        return key.StateOf(ShoonyaFamily.Depth) is { HasPrice: true } && scrip.HasDepthBeside(receivedAt);
    }

    private void OnLetIn()
    {
        _token!.HasWorked = true;
        _subscriptions.AskAll(_sender!);
        if (_options.OnOrder is null) return;
        _sender!.Send(ShoonyaFrames.Orders(_token.Account), _options.FrameSpacing);
        _options.OnOrdersConnected?.Invoke();
    }

    private void End(FeedCause cause, string words)
    {
        _hasEnded = true;
        Reconnect?.Invoke(cause, words);
    }
}
