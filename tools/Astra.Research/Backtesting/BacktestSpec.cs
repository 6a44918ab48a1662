using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>A strategy with its values, and the bars that it reads.</summary>
/// <param name="Values">In the descriptor's order.</param>
/// <param name="Style">What the strategy reads; fills are always of candles.</param>
/// <param name="ChartSize">Brick or range; of no effect for candles and Heikin-Ashi.</param>
public sealed record BacktestSpec(StrategyDescriptor Strategy, double[] Values, ChartStyle Style = ChartStyle.Candle, Price ChartSize = default)
{
    /// <summary>A new instance for a series' instrument, for a run that fills at the next open.</summary>
    /// <exception cref="BacktestException">It needs what such a run has not: peers, quotes, scores or its own position.</exception>
    public IStrategy CreateFor(BarSeries series)
    {
        if (Strategy.Peers.Least > 0) throw Refusal($"watches {Strategy.Peers} other instruments");
        StrategyMarket market = new(series.Instrument, [], series.IntervalMinutes);
        if (Strategy.FirstProblem(market) is { } problem) throw new BacktestException(problem);
        IStrategy strategy;
        try
        {
            strategy = Strategy.Create(Values, market);
        }
        catch (ArgumentException e)
        {
            throw new BacktestException(e.Message.Split(" (Parameter")[0]);
        }
        return MoreThanBars(strategy) is { } what ? throw Refusal(what) : strategy;
    }

    /// <summary>What a strategy reads that bars do not have; null when they suffice.</summary>
    public static string? MoreThanBars(IStrategy strategy) => strategy switch
    {
        ICompositeStrategy composite => composite.Members.Select(MoreThanBars).FirstOrDefault(what => what is not null),
        ITouchStrategy => "reads best bid and ask",
        IScoreStrategy => "reads the scores of an advisor",
        IPositionStrategy => "follows positions",
        _ => null,
    };

    internal BacktestException Refusal(string what) =>
        new($"{Strategy.Name} {what}, and bars filled at the next open have none of that; let the engine trade it: --fill engine");
}
