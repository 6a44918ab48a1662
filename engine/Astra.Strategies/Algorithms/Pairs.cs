using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Pairs trading: two instruments whose log prices are cointegrated, each plan holding its own leg. Leg 0 is explained by leg 1; the hedge
/// ratio follows Kalman's filter, and the pair is entered when the filter's forecast error is some standard deviations wide.
/// </summary>
/// <remarks>
/// Two plans make a pair, each naming the other instrument as its peer, one with role 0 and one with role 1, all else equal. Both see the
/// same bars and compute the same figures to the bit, so they act at the same time; nothing else ties them, and a leg that the engine
/// refuses leaves the other alone. It decides when both bars of a time have come. The test is made again every few bars, on a window of fixed
/// length; between tests its answer stands. A pair that stops being cointegrated is not entered again, and is left by its rules.
/// The hedge is sized at the entry, and not at all when it would round to no lot.
/// </remarks>
internal sealed class Pairs : IPeerStrategy
{
    private const double SmallestHedge = 0.05, LargestHedge = 20;

    private readonly int _role, _units, _retest, _lags, _percent;
    private readonly double _wander;
    private readonly Instrument _explained, _hedge;
    private readonly double[] _x, _y, _residuals;
    private readonly double _critical;
    private DoubleWindow _logX, _logY;
    private BarSet _set = new(2);
    private HedgeFilter _filter;
    private ReversionRule _rule;
    private double _statistic;
    private double _priceX, _priceY;
    private int _sinceTest;

    public Pairs(ReadOnlySpan<double> v, StrategyMarket market)
    {
        (_role, _units, int window, _retest, _lags) = ((int)v[0], (int)v[1], (int)v[2], (int)v[3], (int)v[4]);
        _percent = v[5] < 5 ? 1 : v[5] < 10 ? 5 : 10;
        _wander = v[6];
        _rule = new ReversionRule(v[7], v[8], v[9], (int)v[10]);
        (_explained, _hedge) = _role == 0 ? (market.Instrument, market.Peers[0]) : (market.Peers[0], market.Instrument);
        (_logX, _logY) = (new DoubleWindow(window), new DoubleWindow(window));
        (_x, _y, _residuals) = (new double[window], new double[window], new double[window]);
        _critical = Cointegration.Critical(_percent, window - 1);
    }

    public StrategyDecision OnBar(in Bar bar) => Take(0, in bar);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Take(1, in bar);

    private StrategyDecision Take(int slot, in Bar bar)
    {
        if (bar.Close.Units <= 0 || !_set.Take(slot, in bar)) return Figures(StrategyAction.None);
        if (slot == _role) _priceY = bar.Close.Rupees;
        else _priceX = bar.Close.Rupees;
        return _set.IsFull ? Decide() : Figures(StrategyAction.None);
    }

    private StrategyDecision Decide()
    {
        double x = PinnedMath.Log(_priceX), y = PinnedMath.Log(_priceY);
        bool tested = _filter.IsStarted;
        if (tested) _filter.Update(x, y);
        _logX.Push(x);
        _logY.Push(y);
        bool cointegrated = _statistic < _critical;
        if (_logX.IsFull && (!tested || ++_sinceTest >= _retest)) Test();
        if (!tested) return Figures(StrategyAction.None);
        (int explained, int hedge) = Sizes();
        if (!_rule.Update(_filter.Score, cointegrated && hedge != 0 && !_set.IsSessionStart)) return Figures(StrategyAction.None);
        int units = _role == 0 ? explained : -hedge;
        return Figures(StrategyAction.Hold) with { Units = _rule.Side * units };
    }

    /// <summary>Units of both legs for one pair; the second is 0 where there is no sensible hedge.</summary>
    private (int Explained, int Hedge) Sizes()
    {
        int units = Lots.AtLeastOne(_units, _explained.LotSize);
        if (_filter.Beta is not (> SmallestHedge and < LargestHedge)) return (units, 0);
        // Beta is per cent for per cent, so the legs' values stand as 1 to beta.
        double value = units * _priceY * _explained.Multiplier;
        return (units, Lots.Nearest(_filter.Beta * value / (_priceX * _hedge.Multiplier), _hedge.LotSize));
    }

    private void Test()
    {
        _logX.CopyTo(_x);
        _logY.CopyTo(_y);
        Cointegration found = Cointegration.Test(_x, _y, _lags, _residuals);
        _sinceTest = 0;
        _statistic = found.Statistic;
        // A window without a spread has nothing to scale by: what was known stays.
        if (found.Statistic == 0) return;
        if (_filter.IsStarted) _filter.Rescale(found.Variance);
        else _filter.Start(in found, _x.Length, _wander);
    }

    private StrategyDecision Figures(StrategyAction action) => _filter.IsStarted
        ? new StrategyDecision(action, _filter.Score, _filter.Beta, _statistic, _critical)
        : StrategyDecision.WarmingUp;

    public void Save(StateWriter writer)
    {
        _logX.Save(writer);
        _logY.Save(writer);
        _set.Save(writer);
        _filter.Save(writer);
        _rule.Save(writer);
        writer.Write(_statistic);
        writer.Write(_priceX);
        writer.Write(_priceY);
        writer.Write(_sinceTest);
    }

    public void Load(StateReader reader)
    {
        _logX.Load(reader);
        _logY.Load(reader);
        _set.Load(reader);
        _filter.Load(reader);
        _rule.Load(reader);
        _statistic = reader.Read<double>();
        _priceX = reader.Read<double>();
        _priceY = reader.Read<double>();
        _sinceTest = reader.Read<int>();
    }
}

internal sealed class PairsDescriptor : StrategyDescriptor
{
    public override string Name => "pairs";

    public override string Title => "Pairs trading";

    public override string Summary =>
        "While two instruments test as cointegrated, holds their spread against a wide forecast error; leaves at the mean, at a stop or after too long.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("role", 0, 0, 1, true, "0: this plan holds the explained leg; 1: the hedge; a pair is one plan of each"),
        new("units", 100, 1, 10_000_000, true, "units of the explained leg, in both plans; rounded to whole lots, at least one"),
        new("window", 120, 30, 2_000, true, "bars of the test"),
        new("retest", 15, 1, 2_000, true, "bars between tests"),
        new("lags", 1, 0, Cointegration.MostLags, true, "lagged differences in the test"),
        new("significance", 5, 1, 10, false, "percent: size of the test; at or over 10 it is 10, at or over 5 it is 5, else 1"),
        new("wander", 0.001, 0, 1, false, "how fast the hedge ratio may move: variance gained per bar, as a share of the fit's"),
        new("entry", 2, 1, 6, false, "standard deviations of the forecast error at which to enter"),
        new("exit", 0.25, 0, 0.9, false, "standard deviations from the mean at which to leave"),
        new("stop", 2, 0.25, 10, false, "standard deviations beyond the entry at which to give up"),
        new("longest", 120, 1, 10_000, true, "bars that a trade may take"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["score", "hedge-ratio", "test", "critical"];

    public override MarketRegimes Suits => MarketRegimes.Ranging | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["cointegration", "kalman-hedge", "z-score"];

    public override PeerCount Peers => new(1, 1);

    public override string? FirstProblem(StrategyMarket market) =>
        market.Peers.Count == 1 ? PeerRules.Distinct(Name, market) : $"{Name} needs one peer: the other leg (the plan names {market.Peers.Count})";

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new Pairs(values, market);
}
