using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// When a close leaves the channel of the highest high and lowest low of the bars <em>before</em> it. (A channel that counts the bar
/// itself, as <see cref="Donchian"/> does, can be touched by its close but never left.) Compared in price units; a touch is no break.
/// </summary>
/// <param name="length">Bars of the channel, 1 or more.</param>
public sealed class ChannelBreak(int length) : IStateful
{
    private ExtremeWindow _highs = new(Length.Check(length));
    private ExtremeWindow _negatedLows = new(length);

    /// <summary>False until as many bars as the channel holds have passed.</summary>
    public bool IsReady => _highs.IsFull;

    /// <summary>Highest high of the last bars, the current one included: what the next close has to pass.</summary>
    public Price Upper => new(IsReady ? _highs.Highest : 0);

    /// <summary>Lowest low of the last bars, the current one included.</summary>
    public Price Lower => new(IsReady ? -_negatedLows.Highest : 0);

    /// <summary>+1 when the bar closed over the channel of those before it, -1 under it, 0 inside or while there is none.</summary>
    public int Update(in Bar bar)
    {
        long close = bar.Close.Units;
        int side = !IsReady ? 0 : close > _highs.Highest ? 1 : -close > _negatedLows.Highest ? -1 : 0;
        _highs.Push(bar.High.Units);
        _negatedLows.Push(-bar.Low.Units);
        return side;
    }

    public void Save(StateWriter writer)
    {
        _highs.Save(writer);
        _negatedLows.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _highs.Load(reader);
        _negatedLows.Load(reader);
    }
}
