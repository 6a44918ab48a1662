using Astra.Core;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Research.Tests;

/// <summary>Facts that ship, and bars of a market that never was.</summary>
internal static class Market
{
    public static SessionCalendar Calendar { get; } = SessionCalendar.Parse(CalendarTexts.From(Text)).For("ZERODHA");

    public static ChargeBook Charges { get; } = ChargeBook.Parse(Text("charges-schedule.csv"), Text("brokerage-plans.csv"), Text("note-rules.csv"));

    public static EngineSettings Settings { get; } = new()
    {
        Capital = Money.FromRupees(10_000_000m),
        ChargesSchedule = Text("charges-schedule.csv"),
        BrokeragePlans = Text("brokerage-plans.csv"),
        CheckpointEvery = int.MaxValue,
    };

    /// <summary>With the day's contract notes and the depository's charges.</summary>
    public static EngineSettings Billed { get; } = Settings with { NoteRules = Text("note-rules.csv"), DepositoryCharges = Text("depository-charges.csv") };

    public static Instrument Share(int id = 0) => new(id, $"SHARE{id}", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1);

    /// <summary>Minutes of some sessions from Monday 2024-06-03 on, a tenth of them missing, now and then a stretch; the walk has flat stretches and night gaps.</summary>
    public static BarSeries Minutes(int seed, int days, Instrument? instrument = null)
    {
        instrument ??= Share();
        Random random = new(seed);
        List<Bar> bars = [];
        long price = 20_000 + random.Next(40_000);
        for (DateOnly day = new(2024, 6, 3); days > 0; day = day.AddDays(1))
        {
            foreach (TradingSession session in Calendar.SessionsOn(instrument.Segment, day))
            {
                days--;
                price += random.Next(-200, 201);
                bool begins = true, flat = false;
                for (Timestamp at = session.Open; at < session.Close; at += Timestamp.NanosPerMinute)
                {
                    if (random.Next(100) == 0) flat = !flat;
                    if (random.Next(150) == 0) at += random.Next(1, 40) * Timestamp.NanosPerMinute;
                    if (at >= session.Close || random.Next(10) == 0) continue;
                    long open = price, close = flat ? price : Math.Max(200, price + random.Next(-20, 21));
                    bars.Add(new Bar
                    {
                        Start = at,
                        End = at + Timestamp.NanosPerMinute,
                        Open = new Price(open * 500),
                        High = new Price((Math.Max(open, close) + (flat ? 0 : random.Next(8))) * 500),
                        Low = new Price((Math.Min(open, close) - (flat ? 0 : random.Next(8))) * 500),
                        Close = new Price(close * 500),
                        Volume = random.Next(100_000),
                        IntervalMinutes = 1,
                        Flags = begins ? BarFlags.SessionStart : BarFlags.None,
                    });
                    begins = false;
                    price = close;
                }
            }
        }
        return new BarSeries(instrument, 1, [.. bars]);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
