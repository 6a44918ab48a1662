using System.Collections.Concurrent;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// What one socket shall stream, and what of it stays silent: a token without a packet ten seconds after it was asked for, its market open, is asked for once more and
/// then told of. One thread, but for <see cref="Change"/>.
/// </summary>
internal sealed class AngelWants
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FeedInstrument[] _instruments;
    private readonly AngelMode[] _modes;
    private readonly Asking[] _asked;
    private readonly AngelTarget[] _targets;
    private readonly SegmentHours _hours;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<(int Place, AngelMode Mode)> _changes = new();
    private readonly List<AngelSubscription> _added = [];
    private readonly Dictionary<FeedInstrument, int> _places = [];

    private bool _toldFlowing;

    private struct Asking
    {
        public long At;
        public int Times;
        public bool Told;
    }

    /// <param name="targets">In the same order.</param>
    public AngelWants(IReadOnlyList<AngelSubscription> subscriptions, AngelTarget[] targets, SegmentHours hours, TimeProvider time)
    {
        _instruments = [.. subscriptions.Select(s => s.Instrument)];
        _modes = [.. subscriptions.Select(s => s.Mode)];
        _asked = new Asking[_instruments.Length];
        (_targets, _hours, _time) = (targets, hours, time);
        for (int i = 0; i < _instruments.Length; i++) _places[_instruments[i]] = i;
    }

    /// <summary>Another mode, or none. From any thread; an instrument that is not of this socket changes nothing.</summary>
    public void Change(FeedInstrument instrument, AngelMode mode)
    {
        if (_places.TryGetValue(instrument, out int place)) _changes.Enqueue((place, mode));
    }

    /// <summary>A new connection: everything is asked for anew.</summary>
    public IReadOnlyList<AngelSubscription> OnOpened()
    {
        while (_changes.TryDequeue(out var change)) _modes[change.Place] = change.Mode;
        _added.Clear();
        _toldFlowing = false;
        var all = new List<AngelSubscription>(_instruments.Length);
        for (int i = 0; i < _instruments.Length; i++)
        {
            _targets[i].Heard = false;
            _asked[i] = new Asking { At = _time.GetTimestamp(), Times = 1 };
            if (_modes[i] != AngelMode.None) all.Add(new AngelSubscription(_instruments[i], _modes[i]));
        }
        return all;
    }

    /// <summary>Applies the changes: what is no longer wanted; what is wanted instead follows from <see cref="TakeAdded"/>.</summary>
    public IReadOnlyList<AngelSubscription> TakeDropped()
    {
        if (_changes.IsEmpty) return [];
        var dropped = new List<AngelSubscription>();
        while (_changes.TryDequeue(out var change))
        {
            ref AngelMode mode = ref _modes[change.Place];
            if (mode == change.Mode) continue;
            if (mode != AngelMode.None) dropped.Add(new AngelSubscription(_instruments[change.Place], mode));
            mode = change.Mode;
            _added.RemoveAll(s => s.Instrument == _instruments[change.Place]);
            if (mode == AngelMode.None) continue;
            _targets[change.Place].Heard = false;
            _asked[change.Place] = new Asking { At = _time.GetTimestamp(), Times = 1 };
            _added.Add(new AngelSubscription(_instruments[change.Place], mode));
        }
        return dropped;
    }

    public IReadOnlyList<AngelSubscription> TakeAdded()
    {
        if (_added.Count == 0) return [];
        AngelSubscription[] added = [.. _added];
        _added.Clear();
        return added;
    }

    /// <summary>What shall be asked for once more.</summary>
    public IReadOnlyList<AngelSubscription> TakeSilent()
    {
        List<AngelSubscription>? silent = null;
        foreach (int i in Overdue(1))
        {
            _asked[i] = new Asking { At = _time.GetTimestamp(), Times = 2 };
            (silent ??= []).Add(new AngelSubscription(_instruments[i], _modes[i]));
        }
        return silent ?? [];
    }

    /// <summary>What was asked for twice and stays silent; each told once a connection.</summary>
    public IReadOnlyList<AngelSubscription> TakeLost()
    {
        List<AngelSubscription>? lost = null;
        foreach (int i in Overdue(2))
        {
            _asked[i].Told = true;
            (lost ??= []).Add(new AngelSubscription(_instruments[i], _modes[i]));
        }
        return lost ?? [];
    }

    /// <summary>How many instruments bring data, told once a connection, as soon as none is waited for any more; 0 before and after.</summary>
    public int TakeFlowing()
    {
        if (_toldFlowing) return 0;
        int heard = 0;
        for (int i = 0; i < _asked.Length; i++)
        {
            if (_modes[i] == AngelMode.None || _asked[i].Told) continue;
            if (!_targets[i].Heard) return 0;
            heard++;
        }
        _toldFlowing = heard > 0;
        return heard;
    }

    private IEnumerable<int> Overdue(int times)
    {
        long now = _time.GetTimestamp();
        Timestamp at = LiveTime.Now(_time);
        for (int i = 0; i < _asked.Length; i++)
        {
            if (_targets[i].Heard || _modes[i] == AngelMode.None || _asked[i].Times != times || _asked[i].Told) continue;
            if (_time.GetElapsedTime(_asked[i].At, now) < Patience) continue;
            // Before the open silence is normal, and the first seconds of the day are like the first ones of a connection.
            if (_hours.OpenSince(_targets[i].Segment, at) is { } open && at - open >= Patience.Ticks * 100) yield return i;
        }
    }
}
