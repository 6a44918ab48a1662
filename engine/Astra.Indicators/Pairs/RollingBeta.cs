using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Slope of the first instrument's returns on the second's (the market's) over the last bars: covariance over variance of simple
/// returns. 0 where the second does not move.
/// </summary>
public sealed class RollingBeta(int length) : IPairIndicator
{
    private readonly double _n = Length.Check(length, 2);
    private SumWindow _asset = new(length);
    private SumWindow _market = new(length);
    private SumWindow _products = new(length);
    private SumWindow _squares = new(length);
    private Price _lastAsset;
    private Price _lastMarket;

    public bool IsReady => _squares.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            double market = _market.Sum, squares = _squares.Sum, variance = _n * squares - market * market;
            // Returns that are all alike have no variance; what is left then is rounding.
            return variance > 1e-14 * _n * squares ? (_n * _products.Sum - _asset.Sum * market) / variance : 0;
        }
    }

    public void Update(Price first, Price second)
    {
        if (_lastAsset.Units > 0 && _lastMarket.Units > 0)
        {
            double asset = (first.Units - _lastAsset.Units) / (double)_lastAsset.Units;
            double market = (second.Units - _lastMarket.Units) / (double)_lastMarket.Units;
            _asset.Push(asset);
            _market.Push(market);
            _products.Push(asset * market);
            _squares.Push(market * market);
        }
        (_lastAsset, _lastMarket) = (first, second);
    }

    public void Save(StateWriter writer)
    {
        _asset.Save(writer);
        _market.Save(writer);
        _products.Save(writer);
        _squares.Save(writer);
        writer.Write(_lastAsset);
        writer.Write(_lastMarket);
    }

    public void Load(StateReader reader)
    {
        _asset.Load(reader);
        _market.Load(reader);
        _products.Load(reader);
        _squares.Load(reader);
        _lastAsset = reader.Read<Price>();
        _lastMarket = reader.Read<Price>();
    }
}
