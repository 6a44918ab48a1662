using Astra.Core;
using Astra.Markets;
using Astra.Research.Tests.Sweeping;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>
/// The event-driven core, the bar runner and the sweep are one strategy code: the engine's own signals, carried out by the ledger, and a set of a
/// sweep give the runner's trades to the last unit of money. Every strategy of the registry that bars suffice for and an example of every kind of
/// hybrid, every chart style; values, sides, sizes, intervals and sessions by chance.
/// </summary>
public sealed class ThreeWaysTests
{
    public static TheoryData<string> Strategies => RandomSpecs.OnBars();

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Core_runner_and_sweep_make_the_same_trades(string name)
    {
        int signals = 0;
        foreach (ChartStyle style in RandomSpecs.Styles)
        {
            for (int seed = 1; seed <= 3; seed++)
            {
                Random random = new(seed * 31 + (int)style);
                BarSeries minutes = Market.Minutes(seed, 6);
                int interval = new[] { 1, 3, 5 }[random.Next(3)];
                BacktestSpec spec = RandomSpecs.Next(name, style, random);
                LedgerRules rules = new() { Sides = (TradeSides)random.Next(3), Quantity = random.Next(2) * 10, Intraday = random.Next(2) == 0, SlippageTicks = random.Next(3) };
                BarSeries series = Resampler.To(minutes, interval, Market.Calendar);
                BarGate[] gates = SessionGates.Of(series, Market.Calendar);

                BacktestResult direct = NextOpenRunner.WithFlatFees(series, rules, 300_000, gates).Run(spec);
                List<LedgerTrade> byCore = LedgerOf(series, rules, gates, Signals(minutes, interval, spec, ref signals));
                Assert.Equal(byCore.Select(Key), direct.Trades.Select(Key));

                if (spec.Strategy.Parameters.Count == 0) continue;
                SweepQuestion question = new(series, spec.Strategy, rules) { FeeRate = 300_000, Gates = gates, Style = style, ChartSize = spec.ChartSize };
                Pairs.Agree(question, [spec.Strategy.Defaults(), spec.Values]);
            }
        }
        Assert.True(signals > 0, $"{name} never decided anything: the comparison was empty");
    }

    private static (int, int, int, int, long, long, Amount, Amount, Amount) Key(LedgerTrade t) =>
        (t.Side, t.Quantity, t.EntryBar, t.ExitBar, t.EntryUnits, t.ExitUnits, t.EntryFee, t.ExitFee, t.Profit);

    /// <summary>What the engine's plan said, by the end of the bar that decided.</summary>
    private static Dictionary<long, StrategyAction> Signals(BarSeries minutes, int interval, BacktestSpec spec, ref int count)
    {
        SignalSink sink = new();
        TradingCore core = new(sink);
        long sequence = -1;
        BarEvents events = new([minutes], Market.Calendar);
        Plan plan = new()
        {
            Id = 1,
            Instrument = 0,
            Algorithm = spec.Strategy.Name,
            Parameters = [.. spec.Strategy.Parameters.Select((p, i) => new PlanParameter(p.Name, spec.Values[i]))],
            IntervalMinutes = interval,
            Style = spec.Style,
            ChartSize = (int)(spec.ChartSize.Units / 500),
            Source = "test",
            Reason = "test",
        };
        foreach ((InboundKind kind, object payload) in new (InboundKind, object)[] { (InboundKind.Configure, Market.Settings), (InboundKind.Instrument, minutes.Instrument), (InboundKind.Plan, plan) })
        {
            InboundEvent start = new() { Payload = payload };
            start.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, ExchangeTime = events.Start, ArrivalTime = events.Start };
            core.Apply(ref start, ++sequence);
        }
        Assert.True(sink.Applied, $"the engine refused {spec.Strategy.Name}");
        InboundEvent e = default;
        while (events.TryNext(ref e.Record)) core.Apply(ref e, ++sequence);
        count += sink.Actions.Count;
        return sink.Actions;
    }

    private static List<LedgerTrade> LedgerOf(BarSeries series, LedgerRules rules, BarGate[] gates, Dictionary<long, StrategyAction> signals)
    {
        List<LedgerTrade> trades = [];
        NextOpenLedger<FlatFees, TradeList> ledger = new(rules, series.Instrument, new FlatFees(300_000), new TradeList(trades));
        for (int i = 0; i < series.Count; i++)
        {
            BarGate gate = rules.Intraday ? gates[i] : BarGate.None;
            ledger.AtOpen(i, series[i].Open.Units, gate);
            ledger.AtClose(i, series[i].Close.Units, signals.GetValueOrDefault(series[i].End.UnixNanos), gate);
        }
        if (ledger.Position != 0) trades.Add(ledger.Open);
        return trades;
    }

    private sealed class SignalSink : IOutboundSink
    {
        public Dictionary<long, StrategyAction> Actions { get; } = [];

        public bool Applied { get; private set; }

        public void Publish(in OutboundEvent e)
        {
            if (e.Header.Kind == OutboundKind.PlanApplied) Applied = true;
            if (e.Header.Kind != OutboundKind.Signal) return;
            Actions.Add(e.Signal.BarEnd.UnixNanos, e.Signal.Side switch { Side.Buy => StrategyAction.EnterLong, Side.Sell => StrategyAction.EnterShort, _ => StrategyAction.Exit });
        }
    }
}
