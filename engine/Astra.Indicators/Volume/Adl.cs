using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Accumulation/distribution line (Chaikin): the running total of volume weighted by where each bar closed in its range. Defined from the first bar.</summary>
public sealed class Adl : IIndicator
{
    public bool IsReady { get; private set; }

    /// <summary>Units traded.</summary>
    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        Value += MoneyFlow.Of(in bar);
        IsReady = true;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(IsReady);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        IsReady = reader.Read<bool>();
        Value = reader.Read<double>();
    }
}
