using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Statistical arbitrage: an instrument against a basket of others. The residual of its log price against the basket is traded back to its mean.
/// </summary>
/// <remarks>
/// Equal weights take the mean of the peers' log prices; regressed weights are least squares on each peer with a constant, made again every few
/// bars, with equal weights where the peers do not determine them (after Avellaneda and Lee, "Statistical arbitrage in the US
/// equities market", 2010, with named peers in the place of factors). Each plan trades its own instrument only: a basket whose members all
/// carry this plan, each with the others as peers, holds both sides. It decides when the bars of all of one time have come.
/// </remarks>
internal sealed class BasketArbitrage : IPeerStrategy
{
    /// <summary>A residual of log prices with less deviation than this is rounding: a ten-thousandth of a basis point.</summary>
    private const double NoSpread = 1e-8;

    private readonly bool _regressed;
    private readonly int _peers, _length, _refit;
    private readonly double[] _logs;
    private readonly double[][] _columns;
    private readonly double[] _weights;
    private readonly DoubleWindow[] _windows;
    private BarSet _set;
    private ReversionRule _rule;
    private Stance _stance;
    private int _sinceFit;
    private double _score, _residual, _deviation, _weight;
    private bool _warm;

    public BasketArbitrage(ReadOnlySpan<double> v, int peers)
    {
        (_regressed, _length, _refit, _peers) = (v[0] == 1, (int)v[1], (int)v[2], peers);
        _rule = new ReversionRule(v[3], v[4], v[5], (int)v[6]);
        _set = new BarSet(peers + 1);
        (_logs, _weights) = (new double[peers + 1], new double[peers]);
        _windows = new DoubleWindow[peers + 1];
        _columns = new double[peers + 1][];
        for (int i = 0; i <= peers; i++) (_windows[i], _columns[i]) = (new DoubleWindow(_length), new double[_length]);
        EqualWeights();
    }

    public StrategyDecision OnBar(in Bar bar) => Take(0, in bar);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Take(peer + 1, in bar);

    private StrategyDecision Take(int slot, in Bar bar)
    {
        if (bar.Close.Units <= 0 || !_set.Take(slot, in bar)) return Figures(StrategyAction.None);
        _logs[slot] = PinnedMath.Log(bar.Close.Rupees);
        if (!_set.IsFull) return Figures(StrategyAction.None);
        for (int i = 0; i <= _peers; i++) _windows[i].Push(_logs[i]);
        return _windows[0].IsFull ? Decide() : StrategyDecision.WarmingUp;
    }

    private StrategyDecision Decide()
    {
        for (int i = 0; i <= _peers; i++) _windows[i].CopyTo(_columns[i]);
        if (_regressed && (!_warm || ++_sinceFit >= _refit)) Fit();
        Measure();
        bool changed = _rule.Update(_score, _warm && _deviation > NoSpread && !_set.IsSessionStart);
        _warm = true;
        if (!changed) return Figures(StrategyAction.None);
        return Figures(_rule.Side == 0 ? _stance.Leave() : _stance.Enter(_rule.Side));
    }

    private void Measure()
    {
        // Over the window with today's weights: a refit moves all residuals together.
        double mean = 0, squares = 0;
        for (int t = 0; t < _length; t++) mean += Residual(t);
        mean /= _length;
        for (int t = 0; t < _length; t++) squares += (Residual(t) - mean) * (Residual(t) - mean);
        _deviation = Math.Sqrt(squares / _length);
        _residual = Residual(_length - 1) - mean;
        _score = _deviation > NoSpread ? _residual / _deviation : 0;
    }

    private double Residual(int t)
    {
        double value = _columns[0][t];
        for (int i = 0; i < _peers; i++) value -= _weights[i] * _columns[i + 1][t];
        return value;
    }

    private void Fit()
    {
        _sinceFit = 0;
        int k = _peers + 1;
        Span<double> work = stackalloc double[LeastSquares.Work(k)], row = stackalloc double[k], found = stackalloc double[k];
        work.Clear();
        var fit = new LeastSquares(k, work);
        row[_peers] = 1;
        for (int t = 0; t < _length; t++)
        {
            // From the oldest value: log prices differ in the fourth digit, and their squares must keep it.
            for (int i = 0; i < _peers; i++) row[i] = _columns[i + 1][t] - _columns[i + 1][0];
            fit.Add(row, _columns[0][t] - _columns[0][0]);
        }
        if (fit.TrySolve(found, out _)) found[.._peers].CopyTo(_weights);
        else EqualWeights();
        Sum();
    }

    private void EqualWeights()
    {
        Array.Fill(_weights, 1.0 / _peers);
        Sum();
    }

    private void Sum()
    {
        _weight = 0;
        foreach (double weight in _weights) _weight += weight;
    }

    private StrategyDecision Figures(StrategyAction action) =>
        _warm ? new StrategyDecision(action, _score, _residual, _deviation, _weight) : StrategyDecision.WarmingUp;

    public void Save(StateWriter writer)
    {
        foreach (ref DoubleWindow window in _windows.AsSpan()) window.Save(writer);
        writer.WriteSpan<double>(_logs);
        writer.WriteSpan<double>(_weights);
        _set.Save(writer);
        _rule.Save(writer);
        _stance.Save(writer);
        writer.Write(_sinceFit);
        writer.WriteSpan<double>([_score, _residual, _deviation, _weight]);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        foreach (ref DoubleWindow window in _windows.AsSpan()) window.Load(reader);
        reader.ReadInto<double>(_logs);
        reader.ReadInto<double>(_weights);
        _set.Load(reader);
        _rule.Load(reader);
        _stance.Load(reader);
        _sinceFit = reader.Read<int>();
        Span<double> v = stackalloc double[4];
        reader.ReadInto(v);
        (_score, _residual, _deviation, _weight) = (v[0], v[1], v[2], v[3]);
        _warm = reader.Read<bool>();
    }
}

internal sealed class BasketArbitrageDescriptor : StrategyDescriptor
{
    public override string Name => "basket-arbitrage";

    public override string Title => "Statistical arbitrage on a basket";

    public override string Summary =>
        "Enters against a wide residual of the log price over a basket of peers; leaves at the mean, at a stop or after too long.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("weights", 0, 0, 1, true, "0: every peer alike; 1: least squares on each peer"),
        new("length", 120, 20, 1_000, true, "bars of mean, deviation and fit"),
        new("refit", 15, 1, 1_000, true, "bars between fits"),
        new("entry", 2, 1, 6, false, "standard deviations at which to enter"),
        new("exit", 0.25, 0, 0.9, false, "standard deviations from the mean at which to leave"),
        new("stop", 2, 0.25, 10, false, "standard deviations beyond the entry at which to give up"),
        new("longest", 120, 1, 10_000, true, "bars that a trade may take"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["score", "residual", "deviation", "weight"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["z-score"];

    public override PeerCount Peers => new(2, 8);

    public override string? FirstProblem(StrategyMarket market) => Peers.Allows(market.Peers.Count)
        ? PeerRules.Distinct(Name, market)
        : $"{Name} needs a basket of {Peers} peers (the plan names {market.Peers.Count})";

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new BasketArbitrage(values, market.Peers.Count);
}
