using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Equity at each distinct time at which a bar of any book has closed. Bars that end together give one point, taken after the last of them; what a
/// day's end changes belongs to the day's last point. So the order of the books changes nothing.
/// </summary>
internal sealed class EngineCurve
{
    private readonly List<Timestamp> _times = [];
    private readonly List<double> _equity = [];
    private readonly List<Timestamp> _closed = [];
    private bool _dayEnd, _heldAtLast;

    /// <summary>A bar has closed, or a day's end has changed something, since the last mark.</summary>
    public bool IsDue => _closed.Count > 0 || _dayEnd;

    public Timestamp[] Times => [.. _times];

    public double[] Equity => [.. _equity];

    /// <summary>Points at which something was held.</summary>
    public int Held { get; private set; }

    public void BarClosed(Timestamp end) => _closed.Add(end);

    /// <summary>A settlement, a valuation or a correction of charges, told at this time.</summary>
    public void DayEnded(Timestamp time) => _dayEnd |= _times.Count > 0 && Ist.DateOf(time) == Ist.DateOf(_times[^1]);

    public void Mark(double equity, bool holds)
    {
        // A silent stretch may close several bars at one event; a bar that comes late, before the last point, adds none.
        _closed.Sort();
        bool together = false;
        foreach (Timestamp end in _closed)
        {
            if (_times.Count > 0 && end <= _times[^1]) together |= end == _times[^1];
            else Add(end, equity, holds);
        }
        if (together) (_heldAtLast, Held) = (holds, Held + (holds ? 1 : 0) - (_heldAtLast ? 1 : 0));
        if (together || _dayEnd) _equity[^1] = equity;
        _closed.Clear();
        _dayEnd = false;
    }

    /// <summary>Everything is drained: the last point is the end.</summary>
    public void Finish(double equity)
    {
        if (_equity.Count > 0) _equity[^1] = equity;
    }

    private void Add(Timestamp time, double equity, bool holds)
    {
        _times.Add(time);
        _equity.Add(equity);
        _heldAtLast = holds;
        if (holds) Held++;
    }
}
