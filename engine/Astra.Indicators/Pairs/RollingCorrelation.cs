using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Pearson correlation of the last closes of two instruments, -1 to 1, from exact integer sums. 0 where either does not vary. Prices
/// that trend correlate by that alone: for a hedge look at <see cref="RollingBeta"/>, which works on returns.
/// </summary>
public sealed class RollingCorrelation(int length) : IPairIndicator
{
    private PriceWindow _first = new(Length.Check(length));
    private PriceWindow _second = new(length);
    private Int128 _products;

    public bool IsReady => _first.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            double a = _first.Spread, b = _second.Spread;
            if (!(a > 0 && b > 0)) return 0;
            // Where both sums of squares fit a long, that of products, which is under one of them, does too.
            double together = _first.SquaresFit && _second.SquaresFit
                ? (long)_products * _first.Length - _first.Sum * _second.Sum
                : Exact.ToDouble(Exact.Times(_products, _first.Length) - Math.BigMul(_first.Sum, _second.Sum));
            return Math.Clamp(together / Math.Sqrt(a * b), -1, 1);
        }
    }

    public void Update(Price first, Price second)
    {
        _products += Exact.Step(first.Units, second.Units, _first.Oldest, _second.Oldest);
        _first.PushSquared(first.Units);
        _second.PushSquared(second.Units);
    }

    public void Save(StateWriter writer)
    {
        _first.Save(writer);
        _second.Save(writer);
        writer.Write(_products);
    }

    public void Load(StateReader reader)
    {
        _first.Load(reader);
        _second.Load(reader);
        _products = reader.Read<Int128>();
    }
}
