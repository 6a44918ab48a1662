using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Volume-weighted average of typical prices since the session's first bar. Not ready while the session has no volume: a source that
/// carries none (an index, spot currency) never makes it ready; strategies then use <see cref="SessionTwap"/>.
/// </summary>
public sealed class SessionVwap : IIndicator
{
    // Three typical prices' worth of units times volume: one busy day of an index future passes the range of a long.
    private Int128 _turnover;
    private long _volume;

    public bool IsReady => _volume > 0;

    public double Value => IsReady ? (double)_turnover / ((double)_volume * (3 * Price.UnitsPerRupee)) : 0;

    public void Update(in Bar bar)
    {
        if ((bar.Flags & BarFlags.SessionStart) != 0)
        {
            _turnover = 0;
            _volume = 0;
        }
        if (bar.Volume <= 0) return;
        _turnover += Math.BigMul(bar.High.Units + bar.Low.Units + bar.Close.Units, bar.Volume);
        _volume += bar.Volume;
    }

    public void Save(StateWriter writer)
    {
        writer.Write((long)(_turnover >> 64));
        writer.Write((ulong)(_turnover & ulong.MaxValue));
        writer.Write(_volume);
    }

    public void Load(StateReader reader)
    {
        long upper = reader.Read<long>();
        _turnover = new Int128((ulong)upper, reader.Read<ulong>());
        _volume = reader.Read<long>();
    }
}
