using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Realized volatility with gaps and drift (Yang and Zhang 2000): variance of the gaps between bars, plus k times that of the bodies, plus
/// 1-k times Rogers and Satchell's from the ranges, with <c>k = 0.34/(1.34 + (n+1)/(n-1))</c>. Per bar; first value at bar <c>length</c>.
/// </summary>
/// <param name="length">Bars, 2 or more.</param>
public sealed class YangZhangVolatility(int length) : IIndicator
{
    // Gaps, their squares, bodies, their squares.
    private SumWindow4 _moments = new(Length.Check(length, 2));
    private SumWindow _ranges = new(length);
    private readonly double _n = length;
    private readonly double _share = 0.34 / (1.34 + (length + 1.0) / (length - 1.0));
    private long _close;

    public bool IsReady => _ranges.IsFull;

    /// <summary>A share: 0.01 is one percent a bar.</summary>
    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            Vector256<double> sums = _moments.Sum;
            double gaps = SampleVariance.Of(sums[0], sums[1], _n), bodies = SampleVariance.Of(sums[2], sums[3], _n);
            return Math.Sqrt(gaps + _share * bodies + (1 - _share) * Math.Max(0, _ranges.Mean));
        }
    }

    public void Update(in Bar bar)
    {
        long open = bar.Open.Units;
        if (_close != 0)
        {
            Vector256<double> logs = LogRatio.Of(Vector256.Create(bar.High.Units, bar.Low.Units, bar.Close.Units, open), Vector256.Create(open, open, open, _close));
            (double up, double down, double body, double gap) = (logs[0], logs[1], logs[2], logs[3]);
            _moments.Push(Vector256.Create(gap, gap * gap, body, body * body));
            _ranges.Push(up * (up - body) + down * (down - body));
        }
        _close = bar.Close.Units;
    }

    public void Save(StateWriter writer)
    {
        _moments.Save(writer);
        _ranges.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _moments.Load(reader);
        _ranges.Load(reader);
        _close = reader.Read<long>();
    }
}
