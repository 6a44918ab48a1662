using Astra.Markets;

namespace Astra.Strategies.Tests;

/// <summary>
/// Gives a strategy that watches more than its own bars all that it watches: peers' bars, touches, scores and positions made from its own
/// bars, so that the tests of every strategy hold it to the same promises. It remembers what it made them from, and saves it.
/// </summary>
internal sealed class Stage(IStrategy inner, StrategyMarket market) : IStrategy
{
    private const int Lot = 75;
    private static readonly DateOnly Expiry = new(2026, 12, 24);
    private static readonly Instrument Future = new(1, "NIFTY26DECFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(500), Lot, Expiry: Expiry) { Underlying = "NIFTY" };

    /// <summary>What a plan may be given to, from the simplest on.</summary>
    private static readonly StrategyMarket[] Markets =
    [
        StrategyMarket.Any with { IntervalMinutes = 1 },
        new(StrategyMarket.Any.Instrument, [Share(1)], 1),
        new(StrategyMarket.Any.Instrument, [Share(1), Share(2)], 1),
        new(Option(0, 25_000, OptionRight.Call), [Future], 1),
        new(Future with { Id = 0 }, [Option(1, 24_000, OptionRight.Call), Option(2, 23_500, OptionRight.Put)], 1),
    ];

    private double _last, _before;
    private int _asked;
    private bool _busy;

    /// <summary>The simplest market that a strategy takes.</summary>
    public static StrategyMarket MarketFor(StrategyDescriptor descriptor) => Markets.First(market => descriptor.FirstProblem(market) is null);

    /// <summary>Windows that the tests' series fill, and limits that their prices are inside.</summary>
    public static double[] Fitting(StrategyDescriptor descriptor)
    {
        double[] values = descriptor.Defaults();
        if (descriptor.Peers.Least == 0) return values;
        foreach (string name in new[] { "window", "length", "realised" })
            if (descriptor.IndexOf(name) is >= 0 and int i) values[i] = Math.Min(values[i], 40);
        if (descriptor.IndexOf("most-volatility") is >= 0 and int limit) values[limit] = 100;
        return values;
    }

    public static IStrategy For(IStrategy strategy, StrategyMarket market) =>
        strategy is IPeerStrategy or ITouchStrategy or IScoreStrategy or IPositionStrategy ? new Stage(strategy, market) : strategy;

    public static Instrument Share(int id) => new(id, $"SHARE{id}", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1);

    public static Instrument Option(int id, int strike, OptionRight right) =>
        new(id, $"NIFTY26DEC{strike}{right}", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), Lot, Expiry: Expiry)
        {
            Underlying = "NIFTY",
            Strike = Price.FromRupees(strike),
            Right = right,
        };

    public StrategyDecision OnBar(in Bar bar)
    {
        long minute = bar.Start.UnixNanos / Timestamp.NanosPerMinute;
        double close = bar.Close.Rupees;
        if (_last == 0) (_last, _before) = (close, close);
        _busy |= bar.Volume > 0;
        StrategyDecision said = default;
        Positions(minute);
        Score(in bar, minute, ref said);
        Touch(in bar, minute, ref said);
        bool peersFirst = minute % 2 == 0;
        if (peersFirst) PeerBars(in bar, minute, ref said);
        StrategyDecision own = inner.OnBar(in bar);
        if (own.Action != StrategyAction.None || said.Action == StrategyAction.None) said = own;
        if (!peersFirst) PeerBars(in bar, minute, ref said);
        (_before, _last) = (_last, close);
        if (said.Action == StrategyAction.Hold) _asked = said.Units;
        return said;
    }

    private void PeerBars(in Bar own, long minute, ref StrategyDecision said)
    {
        if (inner is not IPeerStrategy watcher) return;
        for (int i = 0; i < market.Peers.Count; i++)
        {
            Bar bar = own;
            bar.Close = bar.Open = bar.High = bar.Low = PriceOf(i, own.Close.Rupees, minute);
            Keep(watcher.OnPeerBar(i, in bar), ref said);
        }
    }

    /// <summary>Shares follow their leader; a future stands near 24,000 and options on it near their model price. A dead market stays dead.</summary>
    private Price PriceOf(int peer, double close, long minute)
    {
        double noise = _busy ? (minute * 7919 + peer * 104_729) % 5 * 0.05 : 0;
        double follows = (close + _last + _before) / 3;
        double rupees = market.Peers[peer].Kind switch
        {
            InstrumentKind.Future => 24_000 + (close - 1_000) + noise,
            InstrumentKind.Option => 400 + 0.5 * (close - 1_000) * (peer == 0 ? 1 : -1) + noise,
            _ => follows * (0.5 + 0.25 * peer) + noise,
        };
        return TickGrid.Nearest(TheoreticalPrice.Round(Math.Max(rupees, 0.05)), new Price(500));
    }

    private void Positions(long minute)
    {
        if (inner is not IPositionStrategy holder) return;
        holder.OnPosition(-1, inner is ITouchStrategy ? (int)(minute / 7 % 5 - 2) : _asked);
        for (int i = 0; i < market.Peers.Count; i++) holder.OnPosition(i, _busy ? -Lot * (int)(2 + minute / 50 % 2) : 0);
    }

    private void Score(in Bar bar, long minute, ref StrategyDecision said)
    {
        if (inner is not IScoreStrategy reader || !_busy || minute % 11 != 0) return;
        var score = new MarketScore(bar.Start + 20 * Timestamp.NanosPerSecond, minute % 22 == 0 ? 0.9 : -0.7, 0.8, 300);
        Keep(reader.OnScore(in score), ref said);
    }

    private void Touch(in Bar bar, long minute, ref StrategyDecision said)
    {
        if (inner is not ITouchStrategy watcher) return;
        int bids = 100 + (int)(minute * 31 % 97), asks = 100 + (int)(minute * 53 % 89);
        var touch = new TouchQuote(bar.Start + 30 * Timestamp.NanosPerSecond, bar.Close - new Price(500), bids, bar.Close + new Price(500), asks);
        Keep(watcher.OnTouch(in touch), ref said);
    }

    private static void Keep(in StrategyDecision decision, ref StrategyDecision said)
    {
        if (decision.Action != StrategyAction.None || said.Action == StrategyAction.None) said = decision;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_last);
        writer.Write(_before);
        writer.Write(_asked);
        writer.Write(_busy);
        inner.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _last = reader.Read<double>();
        _before = reader.Read<double>();
        _asked = reader.Read<int>();
        _busy = reader.Read<bool>();
        inner.Load(reader);
    }
}
