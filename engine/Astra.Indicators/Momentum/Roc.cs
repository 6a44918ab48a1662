using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Rate of change: percent by which the close differs from that of <c>length</c> bars ago.</summary>
public sealed class Roc(int length) : IPriceIndicator
{
    private Lag<long> _closes = new(Length.Check(length));

    public bool IsReady { get; private set; }

    /// <summary>Percent; 0 where the earlier close was no positive price.</summary>
    public double Value { get; private set; }

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        IsReady = _closes.IsFull;
        long before = _closes.Push(price.Units);
        Value = IsReady && before > 0 ? 100.0 * (price.Units - before) / before : 0;
    }

    public void Save(StateWriter writer)
    {
        _closes.Save(writer);
        writer.Write(IsReady);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _closes.Load(reader);
        IsReady = reader.Read<bool>();
        Value = reader.Read<double>();
    }
}
