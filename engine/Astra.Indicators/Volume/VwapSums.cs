using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Volume-weighted mean and deviation of typical prices, from their distances to the first price that traded: small numbers, so that
/// the difference of squares keeps its digits, and zero for a price that never moves.
/// </summary>
internal struct VwapSums
{
    private Int128 _distances;
    private double _squares;
    private long _volume;
    private long _origin;

    private const double Scale = 3.0 * Price.UnitsPerRupee;

    public readonly bool HasVolume => _volume > 0;

    /// <summary>Rupees.</summary>
    public readonly double Mean => HasVolume ? (_origin + Exact.ToDouble(_distances) / _volume) / Scale : 0;

    /// <summary>Rupees.</summary>
    public readonly double Deviation
    {
        get
        {
            if (!HasVolume) return 0;
            double mean = Exact.ToDouble(_distances) / _volume;
            return Math.Sqrt(Math.Max(0, _squares / _volume - mean * mean)) / Scale;
        }
    }

    public void Add(in Bar bar)
    {
        if (bar.Volume <= 0) return;
        long price = bar.High.Units + bar.Low.Units + bar.Close.Units;
        if (_volume == 0) _origin = price;
        long distance = price - _origin;
        Int128 flow = Math.BigMul(distance, bar.Volume);
        _distances += flow;
        _squares += Exact.ToDouble(flow) * distance;
        _volume = checked(_volume + bar.Volume);
    }
}
