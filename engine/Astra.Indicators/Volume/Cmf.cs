using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Chaikin money flow, -1 to 1: the last bars' volume weighted by where each closed in its range, over their volume; 0 without volume.</summary>
public sealed class Cmf(int length) : IIndicator
{
    private SumWindow _flow = new(Length.Check(length));
    private PriceWindow _volume = new(length);

    public bool IsReady => _volume.IsFull;

    public double Value => IsReady && _volume.Sum > 0 ? Math.Clamp(_flow.Sum / _volume.Sum, -1, 1) : 0;

    public void Update(in Bar bar)
    {
        _flow.Push(MoneyFlow.Of(in bar));
        _volume.Push(bar.Volume);
    }

    public void Save(StateWriter writer)
    {
        _flow.Save(writer);
        _volume.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _flow.Load(reader);
        _volume.Load(reader);
    }
}
