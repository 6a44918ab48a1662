using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// MACD as Gerald Appel traded it first: long when the line rises over its signal, short when it falls under. Every crossing is said, by
/// the overnight gap too.
/// </summary>
internal sealed class MacdCross(int fast, int slow, int signal) : IStrategy
{
    private readonly Macd _macd = new(fast, slow, signal);
    private Crossover _cross;

    public StrategyDecision OnBar(in Bar bar)
    {
        _macd.Update(bar.Close);
        if (!_macd.IsReady) return StrategyDecision.WarmingUp;
        double histogram = _macd.Histogram;
        return new StrategyDecision((StrategyAction)_cross.Update(histogram), _macd.Value, _macd.Signal, histogram, bar.Close.Rupees);
    }

    public void Save(StateWriter writer)
    {
        _macd.Save(writer);
        _cross.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _macd.Load(reader);
        _cross.Load(reader);
    }
}

internal sealed class MacdCrossDescriptor : StrategyDescriptor
{
    private const int Fast = 0;
    private const int Slow = 1;

    public override string Name => "macd-cross";

    public override IReadOnlyList<string> Aliases { get; } = ["macd"];

    public override string Title => "MACD crossover";

    public override string Summary => "Long when the MACD line rises over its signal, short when it falls under; always in the market.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("fast", 12, 2, 500, true, "fast EMA, bars; under slow"),
        new("slow", 26, 3, 1_000, true, "slow EMA, bars"),
        new("signal", 9, 1, 500, true, "EMA of the MACD line, bars"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["macd", "signal", "histogram", "close"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["macd"];

    public override bool TradesTheOpeningGap => true;

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new MacdCross((int)values[Fast], (int)values[Slow], (int)values[2]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Fast] >= values[Slow] ? Fast : -1;
}
