using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// The bar runner: a strategy over one series, decisions of a close filled at the next open. What does not change from run to run (fees by day,
/// gates of sessions) is worked out once; each <see cref="Run"/> starts anew.
/// </summary>
public sealed class NextOpenRunner
{
    private readonly BarSeries _series;
    private readonly LedgerRules _rules;
    private readonly FeeSpan<FlatFees>[] _flat;
    private readonly FeeSpan<IndianFees>[]? _indian;
    private readonly BarGate[] _gates;

    private NextOpenRunner(BarSeries series, LedgerRules rules, FeeSpan<FlatFees>[] flat, FeeSpan<IndianFees>[]? indian, BarGate[]? gates)
    {
        if (rules.Intraday && gates is null) throw new BacktestException("intraday rules need the sessions of the exchange: give a calendar");
        (_series, _rules, _flat, _indian) = (series, rules, flat, indian);
        _gates = rules.Intraday ? gates! : [];
    }

    /// <param name="rate">Share of each fill's value in billionths: 0.03% is 300,000.</param>
    /// <param name="gates">From <see cref="SessionGates"/>, when the rules are intraday.</param>
    public static NextOpenRunner WithFlatFees(BarSeries series, LedgerRules rules, long rate, BarGate[]? gates = null) =>
        new(series, rules, [new FeeSpan<FlatFees>(0, new FlatFees(rate))], null, gates);

    /// <param name="spans">From <see cref="IndianFeeSpans"/>.</param>
    public static NextOpenRunner WithIndianFees(BarSeries series, LedgerRules rules, FeeSpan<IndianFees>[] spans, BarGate[]? gates = null) =>
        new(series, rules, [], spans, gates);

    public BarSeries Series => _series;

    /// <exception cref="BacktestException">The strategy cannot be run on bars alone.</exception>
    public BacktestResult Run(BacktestSpec spec)
    {
        ChartDecider decider = new(spec.CreateFor(_series), spec.Style, spec.ChartSize);
        BacktestResult result = Run(ref decider);
        return decider.Refused == default ? result : throw spec.Refusal($"decides to {decider.Refused.ToString().ToLowerInvariant()}");
    }

    /// <summary>Equity alone, in parts, so that a run that is not worth finishing can be left. What was run is to the bit what a whole run has.</summary>
    /// <param name="equity">Rupees, one for each bar of the series; filled as far as the run went.</param>
    /// <param name="ends">Ends of the parts, rising; the run ends with the last.</param>
    /// <param name="goOn">Asked after each part but the last, by its index.</param>
    /// <exception cref="BacktestException">The strategy cannot be run on bars alone.</exception>
    public void RunInParts(BacktestSpec spec, double[] equity, ReadOnlySpan<int> ends, Func<int, bool> goOn)
    {
        ChartDecider decider = new(spec.CreateFor(_series), spec.Style, spec.ChartSize);
        if (_indian is null) RunInParts(ref decider, _flat, equity, ends, goOn);
        else RunInParts(ref decider, _indian, equity, ends, goOn);
        if (decider.Refused != default) throw spec.Refusal($"decides to {decider.Refused.ToString().ToLowerInvariant()}");
    }

    /// <summary>Whatever decides; a decision to hold or to quote is left out.</summary>
    public BacktestResult Run(ref ChartDecider decider) => _indian is null ? Run(ref decider, _flat) : Run(ref decider, _indian);

    private void RunInParts<TFees>(ref ChartDecider decider, FeeSpan<TFees>[] fees, double[] equity, ReadOnlySpan<int> ends, Func<int, bool> goOn)
        where TFees : struct, IFees
    {
        EquityMarks marks = new(equity);
        NextOpenLedger<TFees, TradeList> ledger = new(_rules, _series.Instrument, fees[0].Fees, new TradeList([]));
        for (int part = 0; part < ends.Length && (part == 0 || goOn(part - 1)); part++)
        {
            int begin = part == 0 ? 0 : ends[part - 1], end = ends[part];
            FeeSpan<TFees>[] within = [.. fees.Where((span, i) => span.FirstBar < end && (i + 1 == fees.Length || fees[i + 1].FirstBar > begin)).Select(span => span with { FirstBar = Math.Max(begin, span.FirstBar) })];
            NextOpenLoop.Run(_series.Bars[..end], ref decider, ref ledger, within, _gates, ref marks, _series.Instrument.Multiplier);
        }
    }

    private BacktestResult Run<TFees>(ref ChartDecider decider, FeeSpan<TFees>[] fees)
        where TFees : struct, IFees
    {
        List<LedgerTrade> trades = [];
        double[] equity = new double[_series.Count];
        EquityMarks marks = new(equity);
        NextOpenLedger<TFees, TradeList> ledger = new(_rules, _series.Instrument, fees[0].Fees, new TradeList(trades));
        NextOpenLoop.Run(_series.Bars, ref decider, ref ledger, fees, _gates, ref marks, _series.Instrument.Multiplier);
        if (ledger.Position != 0) trades.Add(ledger.Open);

        Amount turnover = Amount.Zero;
        foreach (ref LedgerTrade trade in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(trades))
        {
            trade.EntryTime = _series[trade.EntryBar].Start;
            if (trade.ExitBar >= 0) trade.ExitTime = trade.LeftAtClose ? _series[trade.ExitBar].End : _series[trade.ExitBar].Start;
            turnover += Amount.OfPrice(trade.EntryUnits + trade.ExitUnits, (long)trade.Quantity * _series.Instrument.Multiplier);
        }
        return new BacktestResult
        {
            Series = [_series],
            Trades = trades,
            Equity = equity,
            StartCash = Amount.OfMoney(_rules.Cash),
            FinalCash = ledger.Cash,
            FinalEquity = ledger.Equity(_series[^1].Close.Units),
            Fees = ledger.FeesPaid,
            Charges = ChargesOf(trades),
            UpSignals = decider.Ups,
            DownSignals = decider.Downs,
            BarsHeld = marks.BarsHeld,
            Turnover = turnover,
        };
    }

    private Charges? ChargesOf(List<LedgerTrade> trades)
    {
        if (_indian is null) return null;
        Charges sum = Charges.None;
        foreach (LedgerTrade trade in trades) sum += IndianFeeSpans.Of(in trade, _indian, _series.Instrument.Multiplier);
        return sum;
    }
}
