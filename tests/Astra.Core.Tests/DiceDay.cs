using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>Days of ticks or bars under plans of every kind that a plan can be, with strategies that throw dice.</summary>
internal static class DiceDay
{
    private const int Instruments = 4;

    public static readonly int[] Intervals = [1, 3, 5];

    /// <param name="actions">What the dice may do; see <see cref="Dice"/>.</param>
    public static InboundEvent[] Ticks(int seed, int actions = 7, int perMinute = 12, int minutes = 240) => Make(seed, actions, minutes, (h, random, price, day, minute) =>
    {
        for (int k = 0; k < perMinute; k++)
        {
            int i = random.Next(Instruments);
            price[i] = Math.Max(100, price[i] + random.Next(-6, 7));
            Timestamp at = Now(day, minute, k * 60_000 / perMinute + random.Next(0, 60_000 / perMinute));
            decimal last = price[i] * 0.05m;
            switch (random.Next(16))
            {
                case 0: h.Last(at, last, i, random.Next(1, 500)); break;
                case 1 or 2: h.Depth(at, last, last + 0.05m * random.Next(1, 3), random.Next(1, 900), instrument: i); break;
                case 3: h.Quote(at - random.Next(0, 100) * Timestamp.NanosPerSecond, last, i, random.Next(1, 90)); break;
                default: h.Quote(at, last, i, random.Next(1, 900), 0.05m * random.Next(1, 4), minute * 1000L + k); break;
            }
        }
        h.Clock(Now(day, minute, 60_000));
    });

    public static InboundEvent[] Bars(int seed, int actions = 7, int minutes = 240) => Make(seed, actions, minutes, (h, random, price, day, minute) =>
    {
        for (int i = 0; i < Instruments; i++)
        {
            int from = price[i], to = Math.Max(100, from + random.Next(-12, 13));
            price[i] = to;
            if (random.Next(30) == 0) continue;
            h.Bar(Now(day, minute, 0), from * 0.05m, (Math.Max(from, to) + random.Next(6)) * 0.05m, (Math.Min(from, to) - random.Next(6)) * 0.05m, to * 0.05m, random.Next(0, 9000), instrument: i);
        }
    });

    private static InboundEvent[] Make(int seed, int actions, int minutes, Action<CoreHarness, Random, int[], int, int> minuteOf)
    {
        var random = new Random(seed);
        EngineSettings settings = random.Next(2) == 0 ? CoreHarness.MarginSettings() : CoreHarness.Settings();
        var h = new CoreHarness(settings with { CheckpointEvery = 503, Risk = settings.Risk with { DailyLossBasisPoints = 9_000, MaxOpenPositions = random.Next(2, 6) } });
        for (int i = 0; i < Instruments; i++)
        {
            Instrument plain = CoreHarness.Stock(i, "D" + i);
            h.Define(i switch
            {
                0 => plain with { LotSize = 5, FreezeQuantity = 12 },
                1 => plain with { PreviousClose = Price.FromRupees(250m), PriceBandBasisPoints = 500 },
                2 => plain with { ClosingAuction = true },
                _ => plain,
            });
        }
        for (int i = 0; i < Instruments; i++) h.Use(PlanOf(random, i, i + 1, actions));
        int[] price = [.. Enumerable.Range(0, Instruments).Select(i => 4000 + 1000 * i)];
        for (int day = 0; day < 2; day++)
        {
            DateOnly date = CoreHarness.Day.AddDays(day);
            h.Session(SessionPhase.Open, Now(day, 0, 0), day: date);
            for (int minute = 0; minute < minutes; minute++)
            {
                Timestamp now = Now(day, minute, 0);
                // Shares for delivery stay overnight unless they are told to leave; then the money can be counted.
                if (minute == minutes - 30 && day == 1 && seed % 4 > 1) h.Command(CommandKind.WithdrawPlan, -1, now);
                else if (minute == minutes - 10) h.Session(SessionPhase.SquareOff, now, day: date);
                else Disturb(h, random, day, minute, now, actions);
                minuteOf(h, random, price, day, minute);
            }
            h.Session(SessionPhase.Closed, Ist.At(date, new TimeOnly(15, 30)), day: date);
            // News does not keep trading hours.
            for (int i = 0; i < 20; i++) h.Score(Ist.At(date, new TimeOnly(18, i)), -1, random.Next(-1000, 1001));
        }
        return [.. h.Heard];
    }

    private static void Disturb(CoreHarness h, Random random, int day, int minute, Timestamp now, int actions)
    {
        int instrument = random.Next(-1, Instruments);
        switch (random.Next(60))
        {
            case 0: h.Command(CommandKind.PauseEntries, -1, now); break;
            case 1 or 2 or 3: h.Command(CommandKind.ResumeEntries, -1, now); break;
            case 4: h.Command(CommandKind.SquareOff, instrument, now); break;
            case 5: h.Command(CommandKind.CancelOrders, instrument, now); break;
            case 6 when instrument >= 0: h.Command(CommandKind.WithdrawPlan, instrument, now); break;
            case 7 or 8 when instrument >= 0: h.Use(PlanOf(random, instrument, 100 + day * 1000 + minute, actions), now); break;
            case 9 or 10 or 11: h.Score(now, instrument, random.Next(-1000, 1001), halfLife: random.Next(100)); break;
            case 12: h.Regime(now, instrument, (MarketRegimes)random.Next(0, 16)); break;
            case 13: h.Score(now, instrument, 1001 * random.Next(0, 2), random.Next(0, 1200)); break;
        }
    }

    private static Plan PlanOf(Random random, int instrument, int id, int actions)
    {
        bool stock = random.Next(4) > 0, risk = (actions & Dice.Quotes) == 0 && random.Next(3) == 0;
        int lot = instrument == 0 ? 5 : 1;
        var style = (ChartStyle)random.Next(4);
        return CoreHarness.Plan(instrument, id, "dice", Intervals[random.Next(3)], style) with
        {
            ChartSize = style is ChartStyle.Renko or ChartStyle.Range ? random.Next(2, 30) : 0,
            Parameters =
            [
                new PlanParameter("seed", random.Next(1000)), new PlanParameter("actions", actions), new PlanParameter("inputs", random.Next(1, 16)),
                new PlanParameter("chance", random.Next(1, 5)),
            ],
            Peers = [.. Enumerable.Range(0, Instruments).Where(i => i != instrument && random.Next(2) == 0)],
            Sides = (PlanSides)random.Next(-3, 3 - (stock ? 0 : 1)) is var s && (int)s < 0 ? PlanSides.Both : s,
            Sizing = risk ? PlanSizing.Risk : PlanSizing.Fixed,
            Quantity = risk ? 0 : random.Next(1, 12) * lot,
            MaxInventory = random.Next(1, 5),
            RiskBasisPoints = 15,
            Product = stock ? Product.Intraday : Product.Delivery,
            Stops = risk || random.Next(2) == 0 ? new StopPolicy { AtrLength = 5 } : new StopPolicy { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 },
        };
    }

    private static Timestamp Now(int day, int minute, int millis) =>
        CoreHarness.At(9, 15) + day * Timestamp.NanosPerDay + minute * Timestamp.NanosPerMinute + millis * Timestamp.NanosPerMillisecond;
}
