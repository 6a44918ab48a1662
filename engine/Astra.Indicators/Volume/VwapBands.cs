using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Session VWAP with bands a number of volume-weighted standard deviations of typical prices either side. Not ready while the session has
/// no volume, as <see cref="SessionVwap"/>.
/// </summary>
public sealed class VwapBands(double width) : IIndicator
{
    private readonly double _width = Length.CheckFactor(width);
    private VwapSums _sums;

    public bool IsReady => _sums.HasVolume;

    /// <summary>The VWAP, rupees.</summary>
    public double Value => _sums.Mean;

    public double Upper => _sums.Mean + _width * _sums.Deviation;

    public double Lower => _sums.Mean - _width * _sums.Deviation;

    public void Update(in Bar bar)
    {
        if ((bar.Flags & BarFlags.SessionStart) != 0) _sums = default;
        _sums.Add(in bar);
    }

    public void Save(StateWriter writer) => writer.Write(_sums);

    public void Load(StateReader reader) => _sums = reader.Read<VwapSums>();
}
