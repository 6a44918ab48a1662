using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>A core over several days, with positions taken when the test wants them: quotes that turn a fast SuperTrend.</summary>
internal sealed class CarryDays
{
    public static readonly DateOnly FirstDay = new(2026, 11, 23);

    private int _minute;

    public CarryDays(EngineSettings? settings = null) => H = new CoreHarness(settings ?? Settings());

    public CoreHarness H { get; }

    public DateOnly Today { get; private set; } = FirstDay;

    /// <summary>Without corrections at the day's end unless asked for; a capital that no test can exhaust.</summary>
    public static EngineSettings Settings(bool notes = false) => CoreHarness.Settings() with
    {
        Capital = Money.FromRupees(100_000_000m),
        Risk = new RiskLimits { DailyLossBasisPoints = 2_000 },
        NoteRules = notes ? Data("note-rules.csv") : "",
        DepositoryCharges = notes ? Data("depository-charges.csv") : "",
    };

    public static Instrument Share(int id = 0, string symbol = "RELIANCE") => CoreHarness.Stock(id, symbol);

    public static Instrument Future(int id, string underlying, DateOnly expiry, bool physical = false) =>
        new(id, underlying + "FUT", Segment.NseDerivatives, InstrumentKind.Future, Price.FromRupees(0.05m), 75, 1, 0, expiry)
        {
            Underlying = underlying,
            Settlement = physical ? SettlementStyle.Physical : SettlementStyle.Cash,
        };

    public static Instrument Option(int id, string underlying, DateOnly expiry, decimal strike, OptionRight right, bool physical = false) =>
        Future(id, underlying, expiry, physical) with
        {
            Symbol = $"{underlying}{strike:0}{right}", Kind = InstrumentKind.Option, Strike = Price.FromRupees(strike), Right = right,
        };

    public static Instrument Index(int id, string symbol) =>
        new(id, symbol, Segment.NseEquity, InstrumentKind.Index, Price.FromRupees(0.05m), 1);

    /// <summary>Makes an instrument known with a plan that trades it when its price turns; <paramref name="stopAtr"/> far away unless given.</summary>
    public CarryDays With(Instrument instrument, Product product, double stopAtr = 20, double targetR = 0)
    {
        H.Define(instrument);
        if (instrument.Tradable) H.Use(PlanOf(instrument.Id, instrument.Id + 1, product, stopAtr, targetR));
        return this;
    }

    public static Plan PlanOf(int instrument, int id, Product product, double stopAtr = 20, double targetR = 0) =>
        CoreHarness.Plan(instrument, id, "supertrend-vwap") with
        {
            Product = product,
            Parameters = [new PlanParameter("length", 2), new PlanParameter("settle-bars", 1)],
            Stops = new StopPolicy { AtrLength = 2, StopAtr = stopAtr, TargetR = targetR, BreakevenR = 0, TrailAtr = 0 },
            RiskBasisPoints = 50,
        };

    public Timestamp At(int hour, int minute, double second = 0) =>
        Ist.At(Today, new TimeOnly(hour, minute)) + (long)(second * Timestamp.NanosPerSecond);

    public CarryDays Open()
    {
        _minute = 1;
        H.Session(SessionPhase.Open, At(9, 15), Segment.NseEquity, Today);
        H.Session(SessionPhase.Open, At(9, 15), Segment.NseDerivatives, Today);
        return this;
    }

    public CarryDays Close(bool equityFirst = true)
    {
        foreach (SessionPhase phase in (SessionPhase[])[SessionPhase.SquareOff, SessionPhase.Closed])
        {
            Timestamp at = phase == SessionPhase.Closed ? At(15, 30) : At(15, 20);
            foreach (Segment segment in equityFirst ? [Segment.NseEquity, Segment.NseDerivatives] : (Segment[])[Segment.NseDerivatives, Segment.NseEquity])
                H.Session(phase, at, segment, Today);
        }
        return this;
    }

    public CarryDays NextDay()
    {
        do Today = Today.AddDays(1);
        while (Today.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return Open();
    }

    /// <summary>The engine does not run on the next day.</summary>
    public void SkipDay() => Today = Today.AddDays(1);

    /// <summary>Quotes an instrument down (or up) and then turns it, until it holds a position on that side; returns the position.</summary>
    public PositionBody Enter(int instrument, Side side, decimal around)
    {
        // The way down to the turn may be a signal itself.
        H.Command(CommandKind.PauseEntries, -1, At(9, 15) + _minute * Timestamp.NanosPerMinute);
        for (int step = 0; step < 30; step++)
        {
            decimal move = step < 8 ? -step : step - 6;
            decimal price = around + (int)side * move * around / 1000;
            if (step == 8) H.Command(CommandKind.ResumeEntries, -1, At(9, 15) + _minute * Timestamp.NanosPerMinute - Timestamp.NanosPerSecond);
            Quote(instrument, price);
            H.Quote(At(9, 15) + _minute * Timestamp.NanosPerMinute - 40 * Timestamp.NanosPerSecond, Rounded(price), instrument);
            if (Held(instrument).Quantity * (int)side > 0) return Held(instrument);
        }
        throw new InvalidOperationException("the strategy did not enter");
    }

    /// <summary>One quote in a new minute of the day.</summary>
    public CarryDays Quote(int instrument, decimal price)
    {
        H.Quote(At(9, 15) + _minute++ * Timestamp.NanosPerMinute, Rounded(price), instrument);
        return this;
    }

    public void Settlement(int instrument, decimal price, Timestamp? at = null, DateOnly? day = null)
    {
        InboundEvent e = default;
        e.Record.Header = CoreHarness.Header(InboundKind.SettlementPrice, instrument, at ?? At(15, 29));
        e.Record.Settlement = new SettlementPrice { Price = Price.FromRupees(price), Day = Ist.DayOf(Ist.At(day ?? Today, new TimeOnly(12, 0))) };
        H.Apply(e);
    }

    public PositionBody Held(int instrument) => H.Of(OutboundKind.Position).LastOrDefault(e => e.Header.Instrument == instrument).Position;

    public ValuationBody[] Valuations(int instrument) =>
        [.. H.Of(OutboundKind.Valuation).Where(e => e.Header.Instrument == instrument).Select(e => e.Valuation)];

    public OutboundEvent[] Settlements => [.. H.Of(OutboundKind.Settlement)];

    public TradeBody[] Trades(int instrument) => [.. H.Of(OutboundKind.Trade).Where(e => e.Header.Instrument == instrument).Select(e => e.Trade)];

    public TrueUpBody[] TrueUps => [.. H.Of(OutboundKind.TrueUp).Select(e => e.TrueUp)];

    public static Price P(decimal rupees) => Price.FromRupees(rupees);

    private static decimal Rounded(decimal price) => decimal.Round(price * 20) / 20;

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
