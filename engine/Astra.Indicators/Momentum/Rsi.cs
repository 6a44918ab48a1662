using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Wilder's relative strength index of closes, 0 to 100: <c>100·G/(G+L)</c> over Wilder averages of gains and losses seeded by the
/// first <c>length</c> changes. A stretch without any change gives 0, as in TA-Lib.
/// </summary>
public sealed class Rsi(int length) : IPriceIndicator
{
    private Wilder _gain = new(Length.Check(length));
    private Wilder _loss = new(length);
    private long _previous;
    private bool _hasPrevious;

    public bool IsReady => _gain.IsReady;

    public double Value { get; private set; }

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        long change = price.Units - _previous;
        _previous = price.Units;
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return;
        }
        _gain.Update(change > 0 ? change : 0);
        _loss.Update(change < 0 ? -change : 0);
        if (!IsReady) return;
        double movement = _gain.Value + _loss.Value;
        Value = movement > 0 ? 100 * _gain.Value / movement : 0;
    }

    public void Save(StateWriter writer)
    {
        _gain.Save(writer);
        _loss.Save(writer);
        writer.Write(_previous);
        writer.Write(_hasPrevious);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _gain.Load(reader);
        _loss.Load(reader);
        _previous = reader.Read<long>();
        _hasPrevious = reader.Read<bool>();
        Value = reader.Read<double>();
    }
}
