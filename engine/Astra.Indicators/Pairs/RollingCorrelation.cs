using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Pearson correlation of the last closes of two instruments, -1 to 1, from exact integer sums. 0 where either does not vary. Prices
/// that trend correlate by that alone: for a hedge look at <see cref="RollingBeta"/>, which works on returns.
/// </summary>
public sealed class RollingCorrelation(int length) : IPairIndicator
{
    private PairWindow _window = new(Length.Check(length));

    public bool IsReady => _window.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            (double first, double second, double together) = _window.Spreads;
            return first > 0 && second > 0 ? Math.Clamp(together / Math.Sqrt(first * second), -1, 1) : 0;
        }
    }

    public void Update(Price first, Price second) => _window.Push(first.Units, second.Units);

    public void Save(StateWriter writer) => _window.Save(writer);

    public void Load(StateReader reader) => _window.Load(reader);
}
