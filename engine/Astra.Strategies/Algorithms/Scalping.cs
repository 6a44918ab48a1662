using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Scalping small pullbacks: in a trend (fast EMA beyond the slow one), one to a few closes against it are waited for, and the first close
/// beyond the bar before is followed. The trade ends at a small gain, after a few bars, or when the close loses the slow EMA.
/// </summary>
/// <remarks>
/// The pattern is the pullback that intraday traders such as Al Brooks call a first or second entry: those who faded the trend are
/// caught. The gain is small, so charges decide: nothing is entered where the gain aimed at is under <c>edge-bp</c>, and on most instruments that is
/// most of the day. It is a strategy for bars of one to five minutes.
/// </remarks>
internal sealed class Scalping(int fast, int slow, int pullback, double gain, int holdBars, int settleBars, double edgeBasisPoints) : IStrategy
{
    private readonly Ema _fast = new(fast);
    private readonly Ema _slow = new(slow);
    private readonly Atr _atr = new(AtrLength);
    private readonly double _edge = edgeBasisPoints / 10_000;
    private Stance _stance;
    private Price _high;
    private Price _low;
    private Price _close;
    private double _target;
    private int _against;
    private int _sessionBars;
    private int _held;
    private sbyte _trend;

    /// <summary>The usual length; what is measured is only whether a bar's move can pay.</summary>
    private const int AtrLength = 14;

    public StrategyDecision OnBar(in Bar bar)
    {
        _fast.Update(in bar);
        _slow.Update(in bar);
        _atr.Update(in bar);
        _sessionBars = bar.OpensSession() ? 1 : _sessionBars + 1;
        StrategyDecision decision = _slow.IsReady && _atr.IsReady
            ? new StrategyDecision(Decide(in bar), _fast.Value, _slow.Value, _atr.Value, _against)
            : StrategyDecision.WarmingUp;
        (_high, _low, _close) = (bar.High, bar.Low, bar.Close);
        return decision;
    }

    private StrategyAction Decide(in Bar bar)
    {
        double close = bar.Close.Rupees;
        int trend = Trend(close);
        if (trend != _trend || bar.OpensSession()) _against = 0;
        _trend = (sbyte)trend;
        int move = bar.Close.CompareTo(_close) * trend;
        bool resumes = trend > 0 ? bar.Close > _high : trend < 0 && bar.Close < _low;
        bool enters = resumes && _against > 0 && _against <= pullback && _sessionBars > settleBars && gain * _atr.Value >= _edge * close;
        if (resumes) _against = 0;
        else if (move < 0) _against++;
        return enters ? Enter(trend, close) : Keep(close);
    }

    /// <summary>The side on which fast EMA and close stand of the slow EMA, 0 when they differ.</summary>
    private int Trend(double close) =>
        _fast.Value > _slow.Value && close > _slow.Value ? 1 : _fast.Value < _slow.Value && close < _slow.Value ? -1 : 0;

    private StrategyAction Enter(int side, double close)
    {
        _held = 0;
        _target = close + side * gain * _atr.Value;
        return _stance.Enter(side);
    }

    private StrategyAction Keep(double close)
    {
        if (_stance.Side == 0) return StrategyAction.None;
        bool over = ++_held >= holdBars || (close - _target) * _stance.Side >= 0 || (close - _slow.Value) * _stance.Side < 0;
        return over ? _stance.Leave() : StrategyAction.None;
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
        _atr.Save(writer);
        _stance.Save(writer);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(_target);
        writer.Write(_against);
        writer.Write(_sessionBars);
        writer.Write(_held);
        writer.Write(_trend);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
        _atr.Load(reader);
        _stance.Load(reader);
        _high = reader.Read<Price>();
        _low = reader.Read<Price>();
        _close = reader.Read<Price>();
        _target = reader.Read<double>();
        _against = reader.Read<int>();
        _sessionBars = reader.Read<int>();
        _held = reader.Read<int>();
        _trend = reader.Read<sbyte>();
    }
}

internal sealed class ScalpingDescriptor : StrategyDescriptor
{
    private const int Fast = 0;
    private const int Slow = 1;

    public override string Name => "scalping";

    public override string Title => "Scalping of small pullbacks";

    public override string Summary =>
        "In a trend, enters when a pullback of a few bars ends beyond the bar before; leaves at a small gain, after a few bars, or on a close past the slow EMA.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("fast", 9, 2, 100, true, "fast EMA, bars; under slow"),
        new("slow", 21, 3, 300, true, "slow EMA, bars"),
        new("pullback", 3, 1, 20, true, "most closes against the trend that still are a pullback"),
        new("gain", 1.5, 0.1, 10, false, "ATRs of gain at which the trade ends"),
        new("hold-bars", 8, 1, 120, true, "bars after which the trade ends"),
        new("settle-bars", 3, 1, 120, true, "bars of the session to pass before entries"),
        new("edge-bp", 10, 0, 500, false, "basis points of price that the gain must be worth"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["fast", "slow", "atr", "pullback"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["ema", "atr"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new Scalping(
        (int)values[Fast], (int)values[Slow], (int)values[2], values[3], (int)values[4], (int)values[5], values[6]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Fast] >= values[Slow] ? Fast : -1;
}
