using Astra.Indicators;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>What a ledger trades on: one action for each candle. A struct, so that the loop is specialised for it.</summary>
public interface IDecider
{
    StrategyAction Decide(in Bar candle);
}

/// <summary>
/// A strategy on the bars of a chart style. A candle may complete several bars (bricks) or none; the last decision that is one counts, since
/// nothing is filled between them.
/// </summary>
public struct ChartDecider(IStrategy strategy, ChartStyle style, Price size) : IDecider
{
    private readonly ChartBuilder? _chart = style == ChartStyle.Candle ? null : new ChartBuilder(style, size);

    /// <summary>A decision that this kind of run cannot carry out, if one came.</summary>
    public StrategyAction Refused { get; private set; }

    /// <summary>Candles that said to be long.</summary>
    public int Ups { get; private set; }

    /// <summary>Candles that said to be short.</summary>
    public int Downs { get; private set; }

    public StrategyAction Decide(in Bar candle)
    {
        StrategyAction action = _chart is null ? Take(strategy.OnBar(in candle).Action) : Last(in candle);
        if (action == StrategyAction.EnterLong) Ups++;
        else if (action == StrategyAction.EnterShort) Downs++;
        return action;
    }

    private StrategyAction Last(in Bar candle)
    {
        _chart!.Push(in candle);
        StrategyAction last = StrategyAction.None;
        while (_chart.TryNext(out Bar bar))
            if (Take(strategy.OnBar(in bar).Action) is not StrategyAction.None and var action) last = action;
        return last;
    }

    private StrategyAction Take(StrategyAction action)
    {
        if (action is not (StrategyAction.Hold or StrategyAction.Quote)) return action;
        Refused = action;
        return StrategyAction.None;
    }
}
