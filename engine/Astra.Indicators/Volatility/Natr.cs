using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Average true range in percent of the close.</summary>
public sealed class Natr(int length) : IIndicator
{
    private readonly Atr _atr = new(length);
    private long _close;

    public bool IsReady => _atr.IsReady;

    /// <summary>Percent; 0 where the close is no positive price.</summary>
    public double Value => _close > 0 ? 100 * _atr.Units / _close : 0;

    public void Update(in Bar bar)
    {
        _atr.Update(in bar);
        _close = bar.Close.Units;
    }

    public void Save(StateWriter writer)
    {
        _atr.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _atr.Load(reader);
        _close = reader.Read<long>();
    }
}
