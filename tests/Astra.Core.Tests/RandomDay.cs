using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>A small seeded day with trends, reversals, partial data, nonsense and commands: food for determinism tests, not a market model.</summary>
internal static class RandomDay
{
    public static readonly string[] Algorithms = ["macd-rsi", "bollinger-vwap", "supertrend-vwap"];

    public static InboundEvent[] Events(int seed, int instruments = 4, int perMinute = 20, int minutes = 375)
    {
        var random = new Random(seed);
        var h = new CoreHarness(CoreHarness.Settings() with { CheckpointEvery = 997 });
        for (int i = 0; i < instruments; i++)
        {
            h.Define(CoreHarness.Stock(i, "S" + i));
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

    private static Timestamp Now(int minute, int millis) =>
        CoreHarness.At(9, 15) + minute * Timestamp.NanosPerMinute + millis * Timestamp.NanosPerMillisecond;
}
