using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Triple exponential moving average, <c>3·E - 3·E(E) + E(E(E))</c> (Mulloy 1994), each seeded with the mean of its own first values as
/// in TA-Lib: first value at bar 3(n-1).
/// </summary>
public sealed class Tema(int length) : IPriceIndicator
{
    private readonly TripleEma _averages = new(length);

    public bool IsReady => _averages.IsReady;

    /// <summary>Rupees.</summary>
    public double Value => IsReady ? (3 * (_averages.First - _averages.Second) + _averages.Third) / Price.UnitsPerRupee : 0;

    public void Update(in Bar bar) => _averages.Update(bar.Close);

    public void Update(Price price) => _averages.Update(price);

    public void Save(StateWriter writer) => _averages.Save(writer);

    public void Load(StateReader reader) => _averages.Load(reader);
}
