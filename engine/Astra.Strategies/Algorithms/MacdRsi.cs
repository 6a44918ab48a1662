using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// MACD crossing its signal, taken only where RSI agrees and is not stretched. The opposite crossing ends the trade, and turns it
/// when RSI agrees with that one.
/// </summary>
/// <remarks>
/// The averages run on overnight, so the first bar of a session may cross by the gap alone: that crossing ends a trade but opens none,
/// and is not made up for later.
/// </remarks>
internal sealed class MacdRsi(int fast, int slow, int signal, int rsiLength, double confirm, double extreme) : IStrategy
{
    private readonly Macd _macd = new(fast, slow, signal);
    private readonly Rsi _rsi = new(rsiLength);
    private SignTracker _cross;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        _macd.Update(in bar);
        _rsi.Update(in bar);
        if (!_macd.IsReady || !_rsi.IsReady) return StrategyDecision.WarmingUp;
        int cross = _cross.Update(_macd.Histogram);
        return new StrategyDecision(Decide(cross, (bar.Flags & BarFlags.SessionStart) != 0),
            _macd.Value, _macd.Signal, _macd.Histogram, _rsi.Value);
    }

    private StrategyAction Decide(int cross, bool sessionStart)
    {
        if (cross == 0) return StrategyAction.None;
        return sessionStart || !RsiAllows(cross) ? _stance.Leave() : _stance.Enter(cross);
    }

    private bool RsiAllows(int side)
    {
        double strength = side > 0 ? _rsi.Value : 100 - _rsi.Value;
        return strength >= confirm && strength < extreme;
    }

    public void Save(StateWriter writer)
    {
        _macd.Save(writer);
        _rsi.Save(writer);
        _cross.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _macd.Load(reader);
        _rsi.Load(reader);
        _cross.Load(reader);
        _stance.Load(reader);
    }
}

internal sealed class MacdRsiDescriptor : StrategyDescriptor
{
    private const int Fast = 0;
    private const int Slow = 1;

    public override string Name => "macd-rsi";

    public override string Title => "MACD with RSI filter";

    public override string Summary =>
        "Enters when MACD crosses its signal and RSI agrees without being stretched; leaves or turns on the opposite crossing.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("fast", 12, 2, 100, true, "fast EMA, bars; under slow"),
        new("slow", 26, 3, 300, true, "slow EMA, bars"),
        new("signal", 9, 1, 100, true, "EMA of the MACD line, bars"),
        new("rsi", 14, 2, 100, true, "RSI length, bars"),
        new("rsi-confirm", 50, 0, 70, false, "a long needs RSI at or over this, a short at or under 100 less this"),
        new("rsi-extreme", 75, 50, 100, false, "a long needs RSI under this, a short over 100 less this"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["macd", "signal", "histogram", "rsi"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["macd", "rsi"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new MacdRsi((int)values[Fast], (int)values[Slow], (int)values[2], (int)values[3], values[4], values[5]);

    protected override int FirstConflict(ReadOnlySpan<double> values) =>
        values[Fast] >= values[Slow] ? Fast : values[4] >= values[5] ? 4 : -1;
}
