using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// On-balance volume (Granville 1963): volume added on a higher close and taken off on a lower one. Starts at the first bar's volume, as
/// in TA-Lib (some start at 0). A total beyond a long throws <see cref="OverflowException"/> and never wraps.
/// </summary>
public sealed class Obv : IIndicator
{
    private long _close;

    public bool IsReady { get; private set; }

    /// <summary>Units traded.</summary>
    public long Total { get; private set; }

    public double Value => Total;

    public void Update(in Bar bar)
    {
        long close = bar.Close.Units;
        int side = !IsReady || close > _close ? 1 : close < _close ? -1 : 0;
        Total = checked(Total + side * bar.Volume);
        (_close, IsReady) = (close, true);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_close);
        writer.Write(IsReady);
        writer.Write(Total);
    }

    public void Load(StateReader reader)
    {
        _close = reader.Read<long>();
        IsReady = reader.Read<bool>();
        Total = reader.Read<long>();
    }
}
