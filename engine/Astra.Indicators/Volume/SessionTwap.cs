using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Time-weighted average of typical prices since the session's first bar: every bar counts alike, since bars of one interval cover
/// equal time (a partial last bar counts as a whole one). Ready from the first bar.
/// </summary>
public sealed class SessionTwap : IIndicator
{
    private long _sum;
    private int _bars;

    public bool IsReady => _bars > 0;

    /// <summary>Bars of the session so far, this one included.</summary>
    public int Bars => _bars;

    public double Value => IsReady ? _sum / ((double)_bars * (3 * Price.UnitsPerRupee)) : 0;

    public void Update(in Bar bar)
    {
        if ((bar.Flags & BarFlags.SessionStart) != 0)
        {
            _sum = 0;
            _bars = 0;
        }
        _sum += bar.High.Units + bar.Low.Units + bar.Close.Units;
        _bars++;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_sum);
        writer.Write(_bars);
    }

    public void Load(StateReader reader)
    {
        _sum = reader.Read<long>();
        _bars = reader.Read<int>();
    }
}
