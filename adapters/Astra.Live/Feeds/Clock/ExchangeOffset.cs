using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// What one feed's stamps say about this machine's clock: the largest of (exchange stamp − arrival) over the last minutes, on which two ticks of
/// different stamps agree, is the offset less the shortest way from the exchange; the largest of the last seconds says how far the ticks lag behind that now.
/// Stamps cut to whole seconds are no harm: the first tick of a second is nearly on time.
/// </summary>
internal sealed class ExchangeOffset
{
    private const int Minutes = 5;

    private static readonly TimeSpan ShortWindow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongWindow = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly TopTwo[] _minutes = new TopTwo[Minutes];
    private TopTwo _now;
    private TopTwo _before;
    private long _shortBegan;
    private long _longBegan;
    private int _minute;
    private long _floor = long.MinValue;
    private long _first;

    public ExchangeOffset(TimeProvider time)
    {
        _time = time;
        _shortBegan = _longBegan = time.GetTimestamp();
    }

    /// <summary>Cheap for nearly all: only what raises the maximum of the last seconds takes the lock.</summary>
    public void Observe(long delta, Timestamp stamp)
    {
        if (delta <= Volatile.Read(ref _floor)) return;
        lock (_gate)
        {
            if (_first == 0) _first = _time.GetTimestamp();
            _minutes[_minute].Add(delta, stamp.UnixNanos);
            _now.Add(delta, stamp.UnixNanos);
            // The minute holds whatever the seconds hold, so what cannot raise these cannot raise that.
            if (_now.Count == 2) Volatile.Write(ref _floor, _now.Second);
        }
    }

    /// <summary>Turns the windows when their time has passed.</summary>
    public void Turn()
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_shortBegan) >= ShortWindow)
            {
                bool idle = _time.GetElapsedTime(_shortBegan) >= 2 * ShortWindow;
                (_before, _now, _shortBegan) = (idle ? default : _now, default, _time.GetTimestamp());
                Volatile.Write(ref _floor, long.MinValue);
            }
            if (_time.GetElapsedTime(_longBegan) < LongWindow) return;
            _minute = (_minute + 1) % Minutes;
            (_minutes[_minute], _longBegan) = (default, _time.GetTimestamp());
        }
    }

    /// <summary>Forgets the last seconds: what comes now was held up on its way.</summary>
    public void ForgetSeconds()
    {
        lock (_gate)
        {
            (_now, _before, _shortBegan) = (default, default, _time.GetTimestamp());
            Volatile.Write(ref _floor, long.MinValue);
        }
    }

    /// <param name="guess">What to assume while nothing else is known.</param>
    public OffsetReading Read(long guess)
    {
        lock (_gate)
        {
            TopTwo all = default;
            for (int i = 0; i < Minutes; i++)
            {
                // The bucket's number stands for the stamp: values of different minutes are of different stamps.
                if (_minutes[i].Count > 0) all.Add(_minutes[i].Best, 2 * i);
                if (_minutes[i].Count > 1) all.Add(_minutes[i].Second, 2 * i + 1);
            }
            bool confirmed = all.Count == 2;
            // One tick alone may hold the clock back, which loses nothing, but not push it on.
            long settled = confirmed ? all.Second : all.Count == 1 && all.Best < guess ? all.Best : guess;
            long? lately = _now.Count == 0 && _before.Count == 0 ? null
                : Math.Max(_now.Count > 0 ? _now.Best : long.MinValue, _before.Count > 0 ? _before.Best : long.MinValue);
            long offset = lately is { } lag && lag < settled ? lag : settled;
            return new OffsetReading(confirmed, settled, offset, lately is not null, _first == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_first), all.Count > 0);
        }
    }
}
