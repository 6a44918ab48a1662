using Astra.Markets;

namespace Astra.Indicators;

/// <summary>TRIX: percent by which a triple exponential average of closes differs from its value a bar ago. First value at bar 3(n-1)+1.</summary>
public sealed class Trix(int length) : IPriceIndicator
{
    private readonly TripleEma _averages = new(length);
    private double _last;

    public bool IsReady { get; private set; }

    /// <summary>Percent per bar.</summary>
    public double Value { get; private set; }

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        bool hasLast = _averages.IsReady;
        _averages.Update(price);
        double now = _averages.Third;
        if (hasLast)
        {
            IsReady = true;
            Value = _last > 0 ? 100 * (now - _last) / _last : 0;
        }
        _last = now;
    }

    public void Save(StateWriter writer)
    {
        _averages.Save(writer);
        writer.Write(_last);
        writer.Write(IsReady);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _averages.Load(reader);
        _last = reader.Read<double>();
        IsReady = reader.Read<bool>();
        Value = reader.Read<double>();
    }
}
