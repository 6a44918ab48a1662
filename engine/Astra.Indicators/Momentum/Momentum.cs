using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Momentum: the close less that of <c>length</c> bars ago, exact.</summary>
public sealed class Momentum(int length) : IPriceIndicator
{
    private Lag<long> _closes = new(Length.Check(length));

    public bool IsReady { get; private set; }

    /// <summary>Price units; its sign is exact.</summary>
    public long Units { get; private set; }

    /// <summary>Rupees.</summary>
    public double Value => Units / (double)Price.UnitsPerRupee;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        IsReady = _closes.IsFull;
        long before = _closes.Push(price.Units);
        Units = IsReady ? price.Units - before : 0;
    }

    public void Save(StateWriter writer)
    {
        _closes.Save(writer);
        writer.Write(IsReady);
        writer.Write(Units);
    }

    public void Load(StateReader reader)
    {
        _closes.Load(reader);
        IsReady = reader.Read<bool>();
        Units = reader.Read<long>();
    }
}
