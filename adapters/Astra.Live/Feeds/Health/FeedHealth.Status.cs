using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>Where the feed stands, kept from every change that is told, whoever tells it.</summary>
public sealed partial class FeedHealth
{
    private readonly SortedSet<int> _everConnected = [];
    private readonly SortedSet<int> _stopped = [];
    private readonly SortedSet<int> _silentInstruments = [];
    private FeedState _state;
    private Timestamp _since;
    private Timestamp _wellAgain;
    private int _reconnects;
    private int _gaps;
    private long _backfilled;

    /// <summary>A snapshot for screens and reports.</summary>
    public FeedStatus Status
    {
        get
        {
            (FeedState state, Timestamp since, int reconnects, int gaps, long backfilled, int[] silent) read;
            lock (_gate) read = (_state, _since, _reconnects, _gaps, _backfilled, [.. _silentInstruments]);
            return new FeedStatus
            {
                Name = _door.Name,
                Feed = _door.Feed,
                State = read.state,
                Since = read.since,
                Ticks = _door.Accepted,
                LastTickAge = LastTickAge(),
                Reconnects = read.reconnects,
                Gaps = read.gaps,
                Backfilled = read.backfilled,
                SilentInstruments = read.silent,
                RingWaits = _door.RingWaits,
                Rejects = _door.Rejects,
            };
        }
    }

    /// <summary>Whether a connection is being sought or has given up.</summary>
    internal bool IsInTrouble
    {
        get
        {
            lock (_gate) return _outages.Count > 0 || _stopped.Count > 0;
        }
    }

    /// <summary>Whether the feed has shown what there was to see, from an instant of this machine's clock until now.</summary>
    internal bool WasWellSince(Timestamp since)
    {
        lock (_gate)
            if (_outages.Count > 0 || _stopped.Count > 0 || _wellAgain > since || _everConnected.Count == 0) return false;
        return LastTickAge() is { } age && age < TimeSpan.FromSeconds(60);
    }

    internal void Follow(in FeedChange change, int instrument)
    {
        lock (_gate)
        {
            if (instrument >= 0)
            {
                if (change.State == FeedState.Stale) _silentInstruments.Add(instrument);
                else if (change.State == FeedState.Recovered) _silentInstruments.Remove(instrument);
                return;
            }
            switch (change.State)
            {
                case FeedState.Connected:
                    if (!_everConnected.Add(change.Connection)) _reconnects++;
                    else _wellAgain = LiveTime.Now(_time);
                    break;
                case FeedState.Gap:
                    _gaps++;
                    return;
                case FeedState.Recovered:
                    _backfilled += change.Detail;
                    break;
                case FeedState.Stopped:
                    _stopped.Add(change.Connection);
                    break;
                case FeedState.Subscribed or FeedState.Stale or FeedState.Reconnecting:
                    break;
                default:
                    return;
            }
            FeedState shown = Shown(in change);
            if (_state != shown) (_state, _since) = (shown, LiveTime.Now(_time));
        }
    }

    /// <summary>A connection that is well makes the feed well only when no other one is lost.</summary>
    private FeedState Shown(in FeedChange change)
    {
        if (change.State is not (FeedState.Connected or FeedState.Subscribed or FeedState.Recovered)) return change.State;
        int connection = change.Connection;
        if (_outages.Keys.Any(other => other != connection)) return FeedState.Reconnecting;
        return _stopped.Any(other => other != connection) ? FeedState.Stopped : change.State;
    }

    private TimeSpan? LastTickAge()
    {
        long last = 0;
        foreach (ref TickArrival arrival in _door.Arrivals) last = Math.Max(last, Volatile.Read(ref arrival.Last));
        return last == 0 ? null : _time.GetElapsedTime(last);
    }
}
