using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// How many population standard deviations the close lies from the mean of the last closes, itself among them: <c>(n·x - Σx) / √(n·Σx² -
/// (Σx)²)</c>, both exact integers before the root. 0 where the closes do not vary.
/// </summary>
public sealed class ZScore(int length) : IPriceIndicator
{
    private PriceWindow _window = new(Indicators.Length.Check(length));
    private long _last;

    public int Length => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            double spread = _window.Spread;
            return spread > 0 ? Exact.ToDouble(Math.BigMul(_last, (long)Length) - _window.Sum) / Math.Sqrt(spread) : 0;
        }
    }

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _window.PushSquared(price.Units);
        _last = price.Units;
    }

    public void Save(StateWriter writer)
    {
        _window.Save(writer);
        writer.Write(_last);
    }

    public void Load(StateReader reader)
    {
        _window.Load(reader);
        _last = reader.Read<long>();
    }
}
