using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Slope of the first instrument's returns on the second's (the market's) over the last bars: covariance over variance of simple
/// returns. 0 where the second does not move.
/// </summary>
public sealed class RollingBeta(int length) : IPairIndicator
{
    private readonly double _n = Length.Check(length, 2);
    // Of the asset, the market, their product, the market's square.
    private SumWindow4 _returns = new(length);
    private Price _lastAsset;
    private Price _lastMarket;

    public bool IsReady => _returns.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            Vector256<double> sums = _returns.Sum;
            double market = sums[1], squares = sums[3], variance = _n * squares - market * market;
            // Returns that are all alike have no variance; what is left then is rounding.
            return variance > 1e-14 * _n * squares ? (_n * sums[2] - sums[0] * market) / variance : 0;
        }
    }

    public void Update(Price first, Price second)
    {
        if (_lastAsset.Units > 0 && _lastMarket.Units > 0)
        {
            double asset = (first.Units - _lastAsset.Units) / (double)_lastAsset.Units;
            double market = (second.Units - _lastMarket.Units) / (double)_lastMarket.Units;
            _returns.Push(Vector256.Create(asset, market, asset * market, market * market));
        }
        (_lastAsset, _lastMarket) = (first, second);
    }

    public void Save(StateWriter writer)
    {
        _returns.Save(writer);
        writer.Write(_lastAsset);
        writer.Write(_lastMarket);
    }

    public void Load(StateReader reader)
    {
        _returns.Load(reader);
        _lastAsset = reader.Read<Price>();
        _lastMarket = reader.Read<Price>();
    }
}
