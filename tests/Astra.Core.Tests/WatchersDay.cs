using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>
/// A seeded day for plans that watch more than their own bars: two shares that belong together, a future with an option whose volatility falls
/// at noon, and a share for a market maker.
/// </summary>
internal static class WatchersDay
{
    public const int Explained = 0, Hedge = 1, Future = 2, Call = 3, Quoted = 4, News = 5;
    public const int OptionLot = 75;
    private const int Minutes = 375, PerMinute = 6;
    private static readonly DateOnly Expiry = new(2026, 12, 24);

    public static readonly StopPolicy NoStops = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };

    public static Plan First => Fixed(Explained, "pairs", 100, [Hedge], ("role", 0), ("units", 100), ("window", 60), ("retest", 10), ("entry", 1.5), ("stop", 4), ("wander", 0.0001));

    public static Plan Second => Fixed(Hedge, "pairs", 100, [Explained], ("role", 1), ("units", 100), ("window", 60), ("retest", 10), ("entry", 1.5), ("stop", 4), ("wander", 0.0001));

    /// <summary>Holds the future against the call.</summary>
    public static Plan Hedger => Fixed(Future, "delta-hedge", OptionLot, [Call], ("band", 0.6));

    /// <summary>Sells the call while its volatility is rich, that is until noon.</summary>
    public static Plan Seller => Fixed(Call, "option-selling", 10 * OptionLot, [Future], ("realised", 30), ("decay", 30));

    public static Plan Maker => Fixed(Quoted, "market-making", 50, [], ("unit", 50), ("volatility", 10), ("cost-bp", 0), ("floor-ticks", 1), ("arrival", 5), ("flow-limit", 3), ("risk-aversion", 0.005), ("requote", 1));

    /// <summary>Follows the scores.</summary>
    public static Plan Reader => Fixed(News, "news-sentiment", 20, [], ("average", 5));

    /// <summary>Buys the call; no part of <see cref="All"/>, where it is sold.</summary>
    public static Plan Buyer => Fixed(Call, "option-buying-breakout", 2 * OptionLot, [Future]);

    public static Plan[] All => [First, Second, Hedger, Seller, Maker, Reader];

    public static InboundEvent[] Events(int seed) => Events(seed, All);

    /// <summary>The same market whatever the plans.</summary>
    public static InboundEvent[] Events(int seed, params Plan[] plans)
    {
        var random = new Random(seed);
        // Latency under the ticks' distance, so that a decision of one minute is done in it.
        var h = new CoreHarness(CoreHarness.Settings() with { Capital = Money.FromRupees(50_000_000m), CheckpointEvery = 997 });
        h.Define(CoreHarness.Stock(Explained, "ALPHA"));
        h.Define(CoreHarness.Stock(Hedge, "BETA"));
        h.Define(new Instrument(Future, "NIFTY26DECFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(500), OptionLot, Expiry: Expiry) { Underlying = "NIFTY" });
        h.Define(new Instrument(Call, "NIFTY26DEC25000CE", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), OptionLot, Expiry: Expiry)
        {
            Underlying = "NIFTY", Strike = Price.FromRupees(25_000m), Right = OptionRight.Call,
        });
        h.Define(CoreHarness.Stock(Quoted, "GAMMA"));
        h.Define(CoreHarness.Stock(News, "DELTA"));
        foreach (Plan plan in plans) h.Use(plan);
        h.Open();
        h.Session(SessionPhase.Open, CoreHarness.At(9, 15), Segment.NseDerivatives);
        double walk = 0, spread = 0, future = 24_000, quoted = 500, news = 900;
        for (int minute = 0; minute < Minutes; minute++)
        {
            if (minute == Minutes - 10)
                foreach (Segment segment in new[] { Segment.NseEquity, Segment.NseDerivatives }) h.Session(SessionPhase.SquareOff, CoreHarness.At(15, 20), segment);
            if (minute is > 20 and < 350 && minute % 60 == 30) Score(h, minute, minute % 120 == 30 ? 800 : -800);
            for (int k = 0; k < PerMinute; k++)
            {
                Timestamp at = CoreHarness.At(9, 15) + minute * Timestamp.NanosPerMinute + k * 10 * Timestamp.NanosPerSecond;
                walk += 0.0003 * (random.NextDouble() - 0.5);
                spread = 0.93 * spread + 0.0006 * (random.NextDouble() - 0.5);
                future += 8 * (random.NextDouble() - 0.5);
                quoted += 0.4 * (random.NextDouble() - 0.5);
                news += (minute / 60 % 2 == 0 ? 0.05 : -0.05) + 0.2 * (random.NextDouble() - 0.5);
                Show(Explained, at, 1_000 * (1 + 1.2 * walk + spread));
                Show(Hedge, at + Timestamp.NanosPerMillisecond, 400 * (1 + walk));
                Show(Future, at + 2 * Timestamp.NanosPerMillisecond, future);
                double years = YearFraction.ToClose(at, Expiry, new TimeOnly(15, 30));
                Show(Call, at + 3 * Timestamp.NanosPerMillisecond, new Black76Option(OptionRight.Call, future, 25_000, years, 0.065).Price(minute < 180 ? 0.16 : 0.11));
                Show(Quoted, at + 4 * Timestamp.NanosPerMillisecond, quoted);
                Show(News, at + 5 * Timestamp.NanosPerMillisecond, news);
            }
            h.Clock(CoreHarness.At(9, 15) + (minute + 1) * Timestamp.NanosPerMinute);
        }
        foreach (Segment segment in new[] { Segment.NseEquity, Segment.NseDerivatives }) h.Session(SessionPhase.Closed, CoreHarness.At(15, 30), segment);
        return [.. h.Heard];

        void Show(int instrument, Timestamp at, double rupees)
        {
            decimal last = TickGrid.Nearest(TheoreticalPrice.Round(Math.Max(1, rupees)), new Price(500)).ToDecimal();
            h.Quote(at, last, instrument, random.Next(500, 2_000), instrument == Quoted ? 0.15m : 0.05m);
        }
    }

    private static void Score(CoreHarness h, int minute, int value)
    {
        InboundEvent e = default;
        e.Record.Header = CoreHarness.Header(InboundKind.Score, News, CoreHarness.At(9, 15) + minute * Timestamp.NanosPerMinute + Timestamp.NanosPerSecond / 2);
        e.Record.Score = new ScoreUpdate { ValueThousandths = value, ConfidenceThousandths = 900, HalfLifeSeconds = 600 };
        h.Apply(e);
    }

    private static Plan Fixed(int instrument, string algorithm, int quantity, int[] peers, params (string Name, double Value)[] parameters) =>
        CoreHarness.Plan(instrument, instrument + 1, algorithm) with
        {
            Sizing = PlanSizing.Fixed,
            Quantity = quantity,
            Peers = peers,
            Stops = NoStops,
            Parameters = [.. parameters.Select(p => new PlanParameter(p.Name, p.Value))],
        };
}
