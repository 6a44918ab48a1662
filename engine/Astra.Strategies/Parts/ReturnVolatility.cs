using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Volatility per year of an instrument's closes: the root mean square of its log returns, scaled by the bars of a year of 252 sessions.
/// The night's return counts as one bar's, so windows that span whole sessions are fair; no mean is taken off, as over such spans it is noise.
/// </summary>
/// <param name="sessionMinutes">Length of a session.</param>
internal struct ReturnVolatility(int length, int intervalMinutes, int sessionMinutes)
{
    private const double SessionsPerYear = 252;

    private readonly double _barsPerYear = SessionsPerYear * sessionMinutes / intervalMinutes;
    private DoubleWindow _squares = new(length);
    private double _last;
    private bool _hasLast;

    public readonly bool IsReady => _squares.IsFull;

    /// <summary>0.13 for 13%; 0 until ready.</summary>
    public readonly double Value => IsReady ? Math.Sqrt(_squares.Mean * _barsPerYear) : 0;

    public void Update(Price close)
    {
        if (close.Units <= 0) return;
        double log = PinnedMath.Log(close.Rupees);
        if (_hasLast) _squares.Push((log - _last) * (log - _last));
        (_last, _hasLast) = (log, true);
    }

    public readonly void Save(StateWriter writer)
    {
        _squares.Save(writer);
        writer.Write(_last);
        writer.Write(_hasLast);
    }

    public void Load(StateReader reader)
    {
        _squares.Load(reader);
        _last = reader.Read<double>();
        _hasLast = reader.Read<bool>();
    }
}
