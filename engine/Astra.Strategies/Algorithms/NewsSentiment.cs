using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Follows an advisor's scores: in when their decayed, confidence-weighted sum is strong and the price agrees, out when it has faded or
/// turned.
/// </summary>
/// <remarks>
/// The price agrees when the last close is beyond its exponential average on the score's side: news that the market does not believe is left
/// alone. A score is acted on at once when it comes, else with the next bar. The first bar of a session only ends a trade: its close
/// holds the gap that the night's news has made. A score against the position ends it as soon as the sum has changed sign.
/// </remarks>
internal sealed class NewsSentiment(int average, double enter, double leave) : IScoreStrategy
{
    private readonly Ema _average = new(average);
    private ScoreMemory _scores = new();
    private Stance _stance;
    private double _close, _sum;
    private int _day;
    private bool _opening, _warm;

    public StrategyDecision OnBar(in Bar bar)
    {
        _average.Update(in bar);
        _close = bar.Close.Rupees;
        _day = Ist.DayOf(bar.Start);
        _opening = (bar.Flags & BarFlags.SessionStart) != 0;
        if (!_average.IsReady) return StrategyDecision.WarmingUp;
        bool first = !_warm;
        _warm = true;
        return Decide(bar.End, first);
    }

    public StrategyDecision OnScore(in MarketScore score)
    {
        bool taken = _scores.Add(in score);
        if (!_warm) return StrategyDecision.WarmingUp;
        // What comes between sessions waits for their bars.
        return Decide(score.Time, !taken || Ist.DayOf(score.Time) != _day);
    }

    private StrategyDecision Decide(Timestamp now, bool waits)
    {
        _sum = _scores.At(now);
        StrategyAction action = StrategyAction.None;
        int side = Math.Sign(_sum);
        double strength = Math.Abs(_sum);
        bool agrees = (_close - _average.Value) * side > 0;
        if (!waits && !_opening && strength >= enter && agrees && side != _stance.Side) action = _stance.Enter(side);
        else if (_stance.Side != 0 && (side != _stance.Side || strength < enter * leave)) action = _stance.Leave();
        return new StrategyDecision(action, _sum, _average.Value, _close, _stance.Side);
    }

    public void Save(StateWriter writer)
    {
        _average.Save(writer);
        _scores.Save(writer);
        _stance.Save(writer);
        writer.Write(_close);
        writer.Write(_sum);
        writer.Write(_day);
        writer.Write(_opening);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _average.Load(reader);
        _scores.Load(reader);
        _stance.Load(reader);
        _close = reader.Read<double>();
        _sum = reader.Read<double>();
        _day = reader.Read<int>();
        _opening = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class NewsSentimentDescriptor : StrategyDescriptor
{
    public override string Name => "news-sentiment";

    public override string Title => "News sentiment";

    public override string Summary =>
        "Enters when the decayed, confidence-weighted scores are strong and the price agrees; leaves when they have faded or turned.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("average", 20, 1, 500, true, "bars of the average that the close must be beyond"),
        new("enter", 0.4, 0.05, 1, false, "strength of the scores' sum at which to enter"),
        new("leave", 0.4, 0, 0.95, false, "share of that strength below which to leave"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["score", "average", "close", "side"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["ema"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new NewsSentiment((int)values[0], values[1], values[2]);
}
