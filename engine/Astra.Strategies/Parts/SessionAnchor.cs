using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The session's fair price: VWAP, or the time-weighted average of typical prices as long as the session has shown no volume (indices
/// and spot currencies never do).
/// </summary>
internal sealed class SessionAnchor : IStateful
{
    private readonly SessionVwap _vwap = new();
    private readonly SessionTwap _twap = new();

    /// <summary>Rupees.</summary>
    public double Value => _vwap.IsReady ? _vwap.Value : _twap.Value;

    /// <summary>Bars of the session so far, this one included.</summary>
    public int Bars => _twap.Bars;

    public void Update(in Bar bar)
    {
        _vwap.Update(in bar);
        _twap.Update(in bar);
    }

    public void Save(StateWriter writer)
    {
        _vwap.Save(writer);
        _twap.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _vwap.Load(reader);
        _twap.Load(reader);
    }
}
