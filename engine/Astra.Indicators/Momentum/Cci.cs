using System.Numerics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Commodity channel index (Lambert 1980): the typical price's distance from its mean over 0.015 mean absolute deviations; 0 where there is
/// no deviation. The mean moves with every bar and all deviations with it, so an update looks at the whole window: O(n), in integers and
/// several prices at a time, which for the usual lengths costs less than a tree that would make it O(log n).
/// </summary>
public sealed class Cci(int length) : IIndicator
{
    private readonly long[] _prices = new long[Indicators.Length.Check(length)];
    private int _next;
    private int _count;
    private long _sum;

    public int Length => _prices.Length;

    public bool IsReady => _count == _prices.Length;

    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        // Three typical prices, so that nothing is lost to the division.
        long price = bar.High.Units + bar.Low.Units + bar.Close.Units;
        _sum = checked(_sum + (price - _prices[_next]));
        _prices[_next] = price;
        if (++_next == _prices.Length) _next = 0;
        if (_count < _prices.Length) _count++;
        if (!IsReady) return;
        // Half of all deviation lies over the mean: n·Σ|x - mean| = 2·(n·Σover - count·Σ).
        (long over, long count) = OverMean();
        double deviation = 2 * Exact.ToDouble(Math.BigMul(over, (long)Length) - Math.BigMul(_sum, count));
        double distance = Exact.ToDouble(Math.BigMul(price, (long)Length) - _sum);
        Value = deviation > 0 ? distance * Length / (0.015 * deviation) : 0;
    }

    /// <summary>Sum and number of the prices over the mean.</summary>
    private (long Sum, long Count) OverMean()
    {
        // A whole number is over the mean when it is over the mean rounded down.
        long mean = _sum / Length;
        Vector<long> means = new(mean), sums = Vector<long>.Zero, counts = Vector<long>.Zero;
        int i = 0;
        for (; i <= _prices.Length - Vector<long>.Count; i += Vector<long>.Count)
        {
            Vector<long> prices = new(_prices, i);
            Vector<long> over = Vector.GreaterThan(prices, means);
            sums += prices & over;
            counts -= over;
        }
        (long sum, long count) = (Vector.Sum(sums), Vector.Sum(counts));
        for (; i < _prices.Length; i++)
            if (_prices[i] > mean)
            {
                sum += _prices[i];
                count++;
            }
        return (sum, count);
    }

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_prices);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_sum);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_prices);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _sum = reader.Read<long>();
        Value = reader.Read<double>();
        Indicators.Length.CheckState(_next, _count, _prices.Length);
    }
}
