using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Realized volatility with gaps and drift (Yang and Zhang 2000): variance of the gaps between bars, plus k times that of the bodies, plus
/// 1-k times Rogers and Satchell's from the ranges, with <c>k = 0.34/(1.34 + (n+1)/(n-1))</c>. Per bar; first value at bar <c>length</c>.
/// </summary>
/// <param name="length">Bars, 2 or more.</param>
public sealed class YangZhangVolatility(int length) : IIndicator
{
    private SampleVariance _gaps = new(Length.Check(length, 2));
    private SampleVariance _bodies = new(length);
    private SumWindow _ranges = new(length);
    private readonly double _share = 0.34 / (1.34 + (length + 1.0) / (length - 1.0));
    private long _close;

    public bool IsReady => _ranges.IsFull;

    /// <summary>A share: 0.01 is one percent a bar.</summary>
    public double Value =>
        IsReady ? Math.Sqrt(_gaps.Variance + _share * _bodies.Variance + (1 - _share) * Math.Max(0, _ranges.Mean)) : 0;

    public void Update(in Bar bar)
    {
        long open = bar.Open.Units;
        if (_close != 0)
        {
            double up = LogRatio.Of(bar.High.Units, open), down = LogRatio.Of(bar.Low.Units, open), body = LogRatio.Of(bar.Close.Units, open);
            _gaps.Push(LogRatio.Of(open, _close));
            _bodies.Push(body);
            _ranges.Push(up * (up - body) + down * (down - body));
        }
        _close = bar.Close.Units;
    }

    public void Save(StateWriter writer)
    {
        _gaps.Save(writer);
        _bodies.Save(writer);
        _ranges.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _gaps.Load(reader);
        _bodies.Load(reader);
        _ranges.Load(reader);
        _close = reader.Read<long>();
    }
}
