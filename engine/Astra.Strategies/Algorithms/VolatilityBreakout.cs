using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Volatility breakout: after a quiet stretch, in which closes scatter less than the bars' own ranges would have them, the first close
/// outside the channel of ranges is followed. The trade ends when the close is back over the channel's middle.
/// </summary>
/// <remarks>
/// Volatility comes in clusters, and quiet ones end with a move; which way is not known before. John Carter's squeeze is the measure: Bollinger
/// bands inside Keltner's channel. Both are centred alike enough here that comparing their widths is the same question. An outbreak
/// by the overnight gap spends the quiet stretch without a trade.
/// </remarks>
internal sealed class VolatilityBreakout(int length, double width, double channel, int quietBars, int waitBars) : IStrategy
{
    private readonly StdDev _deviation = new(length);
    private readonly Ema _middle = new(length);
    private readonly Atr _atr = new(length);
    private Stance _stance;
    private int _quiet;
    private int _armed;

    public StrategyDecision OnBar(in Bar bar)
    {
        _deviation.Update(in bar);
        _middle.Update(in bar);
        _atr.Update(in bar);
        if (!_atr.IsReady || !_deviation.IsReady) return StrategyDecision.WarmingUp;

        double close = bar.Close.Rupees;
        double reach = channel * _atr.Value;
        int outside = close > _middle.Value + reach ? 1 : close < _middle.Value - reach ? -1 : 0;
        bool enters = outside != 0 && _armed > 0 && !bar.OpensSession();
        Arm(outside != 0, width * _deviation.Value < reach);
        bool leaves = (close - _middle.Value) * _stance.Side < 0;
        StrategyAction action = enters ? _stance.Enter(outside) : leaves ? _stance.Leave() : StrategyAction.None;
        return new StrategyDecision(action, _middle.Value, reach, _deviation.Value, _quiet);
    }

    /// <summary>Counts the quiet bars; enough of them arm the entry, for as long as they last and a few bars beyond.</summary>
    private void Arm(bool spent, bool quiet)
    {
        _quiet = spent || !quiet ? 0 : Math.Min(_quiet + 1, quietBars);
        if (spent) _armed = 0;
        else if (_quiet == quietBars) _armed = waitBars;
        else if (_armed > 0) _armed--;
    }

    public void Save(StateWriter writer)
    {
        _deviation.Save(writer);
        _middle.Save(writer);
        _atr.Save(writer);
        _stance.Save(writer);
        writer.Write(_quiet);
        writer.Write(_armed);
    }

    public void Load(StateReader reader)
    {
        _deviation.Load(reader);
        _middle.Load(reader);
        _atr.Load(reader);
        _stance.Load(reader);
        _quiet = reader.Read<int>();
        _armed = reader.Read<int>();
    }
}

internal sealed class VolatilityBreakoutDescriptor : StrategyDescriptor
{
    public override string Name => "volatility-breakout";

    public override string Title => "Breakout from a quiet stretch";

    public override string Summary =>
        "After a squeeze (Bollinger bands inside Keltner's channel) follows the first close outside the channel; leaves when the close is back over its middle.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 20, 2, 500, true, "bars of deviation, average and ATR"),
        new("width", 2, 0.5, 5, false, "standard deviations that count as the scatter of closes"),
        new("channel", 1.5, 0.5, 5, false, "ATRs from the average to the channel's edge"),
        new("quiet-bars", 5, 1, 200, true, "bars in a row that the squeeze must last"),
        new("wait-bars", 5, 1, 200, true, "bars after the squeeze in which the breakout counts"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["middle", "reach", "deviation", "quiet"];

    public override MarketRegimes Suits => MarketRegimes.Volatile | MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["stddev", "ema", "atr"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new VolatilityBreakout((int)values[0], values[1], values[2], (int)values[3], (int)values[4]);
}
