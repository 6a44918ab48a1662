using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>A small seeded day with trends, reversals, partial data, nonsense and commands: food for determinism tests, not a market model.</summary>
internal static class RandomDay
{
    public static readonly string[] Algorithms = ["macd-rsi", "bollinger-vwap", "supertrend-vwap"];

    public static InboundEvent[] Events(int seed, int instruments = 4, int perMinute = 20, int minutes = 375)
    {
        var random = new Random(seed);
        var h = new CoreHarness(CoreHarness.MarginSettings() with { CheckpointEvery = 997 });
        for (int i = 0; i < instruments; i++)
        {
            h.Define(i == 0 ? Sliced(i, "S" + i) : CoreHarness.Stock(i, "S" + i));
            h.Use(CoreHarness.Plan(i, i + 1, Algorithms[i % 3], new[] { 1, 3, 5 }[i % 3], (ChartStyle)(i % 2)) with { RiskBasisPoints = 15 });
        }
        h.Open();
        int[] price = [.. Enumerable.Range(0, instruments).Select(i => 4000 + 1000 * i)];
        int[] drift = new int[instruments];
        for (int minute = 0; minute < minutes; minute++)
        {
            if (minute == minutes - 10) h.Session(SessionPhase.SquareOff, CoreHarness.At(15, 20));
            if (minute == minutes / 2) h.Command(CommandKind.SquareOff, 1, Now(minute, 0));
            if (minute == minutes / 3) h.Use(CoreHarness.Plan(0, 100 + minute, "supertrend-vwap") with { RiskBasisPoints = 15 }, Now(minute, 0));
            for (int k = 0; k < perMinute; k++)
            {
                int i = random.Next(instruments);
                if (random.Next(60) == 0) drift[i] = random.Next(-3, 4);
                price[i] = Math.Max(20, price[i] + drift[i] + random.Next(-4, 5));
                Timestamp at = Now(minute, k * 60_000 / perMinute);
                decimal last = price[i] * 0.05m;
                switch (random.Next(20))
                {
                    case 0: h.Last(at, last, i, random.Next(1, 500)); break;
                    case 1: h.Depth(at, last, last + 0.05m, random.Next(1, 2000), instrument: i); break;
                    case 2: h.Quote(at, last, random.Next(instruments + 2)); break;
                    case 3: h.Quote(at, last, i, halfSpread: -0.05m); break;
                    default: h.Quote(at, last, i, random.Next(1, 3000), 0.05m * random.Next(1, 4), minute * 1000L + k); break;
                }
            }
            h.Clock(Now(minute, 60_000));
        }
        h.Session(SessionPhase.Closed, CoreHarness.At(15, 30));
        return [.. h.Heard];
    }

    /// <summary>Minute bars of several days, with a pause, a withdrawal and a cancellation.</summary>
    public static InboundEvent[] History(int seed, int days, int instruments = 3)
    {
        var random = new Random(seed);
        var h = new CoreHarness(CoreHarness.MarginSettings() with { CheckpointEvery = 499 });
        for (int i = 0; i < instruments; i++)
        {
            h.Define(i == 0 ? Sliced(i, "H" + i) : CoreHarness.Stock(i, "H" + i));
            h.Use(CoreHarness.Plan(i, i + 1, Algorithms[i % 3]) with { RiskBasisPoints = 15 });
        }
        int[] price = [.. Enumerable.Range(0, instruments).Select(i => 4000 + 1000 * i)];
        for (int day = 0; day < days; day++)
        {
            DateOnly date = CoreHarness.Day.AddDays(day);
            Timestamp open = Ist.At(date, new TimeOnly(9, 15));
            h.Session(SessionPhase.Open, open, day: date);
            for (int minute = 0; minute < 375; minute++)
            {
                Timestamp start = open + minute * Timestamp.NanosPerMinute;
                if (minute == 365) h.Session(SessionPhase.SquareOff, start, day: date);
                if (minute == 100 && day == 1) h.Command(CommandKind.PauseEntries, -1, start);
                if (minute == 140 && day == 1) h.Command(CommandKind.ResumeEntries, -1, start);
                if (minute == 200 && day == 2) h.Command(CommandKind.WithdrawPlan, 1, start);
                if (minute == 250) h.Command(CommandKind.CancelOrders, -1, start);
                for (int i = 0; i < instruments; i++)
                {
                    int from = price[i], to = Math.Max(20, from + random.Next(-12, 13) + (minute / 40 % 2 == 0 ? 2 : -2));
                    price[i] = to;
                    h.Bar(start, from * 0.05m, (Math.Max(from, to) + 3) * 0.05m, (Math.Min(from, to) - 3) * 0.05m, to * 0.05m, random.Next(0, 90_000), instrument: i);
                }
            }
            h.Session(SessionPhase.Closed, Ist.At(date, new TimeOnly(15, 30)), day: date);
        }
        return [.. h.Heard];
    }

    /// <summary>Its decisions go out as several orders: 10 units each, ten at most.</summary>
    private static Instrument Sliced(int id, string symbol) => CoreHarness.Stock(id, symbol) with { LotSize = 5, FreezeQuantity = 12 };

    private static Timestamp Now(int minute, int millis) =>
        CoreHarness.At(9, 15) + minute * Timestamp.NanosPerMinute + millis * Timestamp.NanosPerMillisecond;
}
