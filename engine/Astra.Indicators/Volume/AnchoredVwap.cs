using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Volume-weighted average of typical prices since a bar of the user's choice (an event, a swing), over any number of sessions. Not ready
/// before the anchor, nor while there has been no volume since.
/// </summary>
/// <param name="firstBar">Bars to leave out before the first anchor; 0 anchors at the first bar.</param>
public sealed class AnchoredVwap(int firstBar = 0) : IIndicator
{
    private VwapSums _sums;
    private int _wait = firstBar >= 0 ? firstBar : throw new ArgumentOutOfRangeException(nameof(firstBar), firstBar, "a bar counted from 0 is needed");

    public bool IsReady => _sums.HasVolume;

    /// <summary>Rupees.</summary>
    public double Value => _sums.Mean;

    /// <summary>Volume-weighted standard deviation of typical prices since the anchor, rupees.</summary>
    public double Deviation => _sums.Deviation;

    /// <summary>Starts again with the next bar.</summary>
    public void Anchor() => (_sums, _wait) = (default, 0);

    public void Update(in Bar bar)
    {
        if (_wait > 0) _wait--;
        else _sums.Add(in bar);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_sums);
        writer.Write(_wait);
    }

    public void Load(StateReader reader)
    {
        _sums = reader.Read<VwapSums>();
        _wait = reader.Read<int>();
    }
}
