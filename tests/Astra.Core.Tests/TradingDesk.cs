using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>Trader and Ghost on one instrument, with decisions made by the test instead of a strategy.</summary>
internal sealed class TradingDesk : IOutboundSink
{
    private readonly Emitter _emitter;
    private readonly GhostSettings _ghostSettings;
    private readonly List<InstrumentBook> _books = [];

    public TradingDesk(GhostSettings? ghost = null, RiskLimits? limits = null, StopPolicy? stops = null, int lot = 1, decimal atr = 10m, int multiplier = 1,
        Func<Instrument, Instrument>? with = null, Product product = Product.Intraday, MarginBook? margins = null, CapitalFilter? capital = null)
    {
        _ghostSettings = ghost ?? new GhostSettings { LatencyNanos = Timestamp.NanosPerSecond, SlippageTicks = 0, ParticipationPercent = 100 };
        EngineSettings settings = CoreHarness.Settings() with { Ghost = _ghostSettings, Risk = limits ?? new RiskLimits() };
        _emitter = new Emitter(this);
        Account = new Account { Capital = settings.Capital, DayStartEquity = settings.Capital };
        Margin = new MarginDesk(margins, capital, _books);
        Trader = new Trader(_emitter, Account, Counters, new Quarantine(_emitter), Margin, settings) { Flattened = _ => Flattened++, DayStopped = () => DayStops++ };
        Ghost = new Ghost(_ghostSettings, Trader);

        var session = new SegmentSession(Segment.NseEquity);
        session.Enter(new SessionChange
        {
            Segment = Segment.NseEquity,
            Phase = SessionPhase.Open,
            Open = CoreHarness.At(9, 15),
            Close = CoreHarness.At(15, 30),
            SquareOff = CoreHarness.At(15, 20),
        });
        var plain = new Instrument(0, "X", Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.05m), lot, multiplier);
        Book = new InstrumentBook(with is null ? plain : with(plain), session) { Bytes = [] };
        Book.StartSession();
        ChargeBook charges = ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans);
        Assert.True(charges.TryResolve("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, true, CoreHarness.Day, out ChargeRates rates, out _));
        Book.Rates = rates;
        Plan plan = CoreHarness.Plan() with { Product = product, Stops = (stops ?? new StopPolicy()) with { AtrLength = 1 } };
        Book.SetRunner(new PlanRunner(plan, PlanCheck.Shipped(plan.Algorithm)!, new StrategyMarket(Book.Instrument, [], plan.IntervalMinutes)), []);
        Margin.Resolve(Book, Book.Product, CoreHarness.Day);
        _books.Add(Book);
        // Two bars give an average true range of length 1: exactly the wanted range.
        Candle(100m, 100m);
        Candle(100m + atr / 2, 100m - atr / 2);
        void Candle(decimal high, decimal low)
        {
            var bar = new Bar { Open = P(100m), High = P(high), Low = P(low), Close = P(100m), IntervalMinutes = 1 };
            Book.Runner!.OnCandle(in bar);
        }
    }

    public Trader Trader { get; }
    public MarginDesk Margin { get; }
    public Ghost Ghost { get; }
    public InstrumentBook Book { get; }
    public Account Account { get; }
    public Counters Counters { get; } = new();
    public List<OutboundEvent> Said { get; } = [];
    public int Flattened { get; private set; }
    public int DayStops { get; private set; }

    public void Publish(in OutboundEvent e) => Said.Add(e);

    public static Price P(decimal rupees) => Price.FromRupees(rupees);

    public void Quote(Timestamp at, decimal bid, decimal ask, int bidSize = 1_000_000, int askSize = 1_000_000)
    {
        _emitter.Advance(at);
        Allowance allowance = new(_ghostSettings.ParticipationPercent, Book.Instrument.LotSize);
        Book.Touch.ShowBid(P(bid), bidSize, in allowance, at);
        Book.Touch.ShowAsk(P(ask), askSize, in allowance, at);
        Ghost.OnTouch(Book, at);
    }

    public void Last(Timestamp at, decimal last)
    {
        _emitter.Advance(at);
        Book.Touch.Last = P(last);
        Trader.OnLast(Book, P(last));
    }

    public void Bar(Timestamp start, decimal open, decimal high, decimal low, decimal close, long volume = 0)
    {
        _emitter.Advance(start + Timestamp.NanosPerMinute);
        var bar = new HistoryBar { Start = start, Open = P(open), High = P(high), Low = P(low), Close = P(close), Volume = volume, IntervalMinutes = 1 };
        Ghost.OnBar(Book, in bar);
        Book.Touch.Last = P(close);
        Trader.MarkToMarket(Book, P(close));
    }

    public void Candle(decimal close)
    {
        var bar = new Bar { Open = P(close), High = P(close), Low = P(close), Close = P(close), IntervalMinutes = 1 };
        Trader.OnCandle(Book, in bar);
    }

    public void Decide(StrategyAction action, Timestamp at)
    {
        _emitter.Advance(at);
        var bar = new Bar { Close = Book.Touch.Last, End = at, IntervalMinutes = 1 };
        Trader.OnDecision(Book, new StrategyDecision(action, 1, 2, 3, 4), in bar);
    }

    public FillBody[] Fills => [.. Said.Where(e => e.Header.Kind == OutboundKind.Fill).Select(e => e.Fill)];

    public TradeBody[] Trades => [.. Said.Where(e => e.Header.Kind == OutboundKind.Trade).Select(e => e.Trade)];

    public OutboundEvent[] Orders(Reason step) => [.. Said.Where(e => e.Header.Kind == OutboundKind.Order && e.Header.Reason == step)];

    public StopBody[] Stops => [.. Said.Where(e => e.Header.Kind == OutboundKind.StopMoved).Select(e => e.Stop)];
}
