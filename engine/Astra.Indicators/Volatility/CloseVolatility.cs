using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Realized volatility from closes: the sample standard deviation of the last <c>length</c> log returns, per bar (multiply by the root of
/// the bars in a year for the usual figure). First value at bar <c>length</c>.
/// </summary>
/// <param name="length">Returns, 2 or more.</param>
public sealed class CloseVolatility(int length) : IPriceIndicator
{
    private SampleVariance _returns = new(Length.Check(length, 2));
    private long _close;

    public bool IsReady => _returns.IsFull;

    /// <summary>A share: 0.01 is one percent a bar.</summary>
    public double Value => IsReady ? Math.Sqrt(_returns.Variance) : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        if (_close != 0) _returns.Push(LogRatio.Of(price.Units, _close));
        _close = price.Units;
    }

    public void Save(StateWriter writer)
    {
        _returns.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _returns.Load(reader);
        _close = reader.Read<long>();
    }
}
