using Astra.Costs;
using Astra.Indicators;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>All that the core holds for one instrument: its market, bars, orders, position and plan.</summary>
/// <param name="intervals">Bit of each interval whose bars are built.</param>
internal sealed class InstrumentBook(Instrument instrument, SegmentSession session, uint intervals = uint.MaxValue) : IStateful
{
    public Instrument Instrument { get; } = instrument;
    public int Id { get; } = instrument.Id;
    public SegmentSession Session { get; } = session;
    public BarLadder Bars { get; } = new(intervals);
    public HeikinAshiBars[] HeikinAshi { get; } = new HeikinAshiBars[BarLadder.Count];

    public Touch Touch;
    /// <summary>Today's price band.</summary>
    public DayBand Band = DayBand.Unset;
    public Position Position;
    public OrderGroup Entry { get; } = new();
    public OrderGroup Exit { get; } = new();
    /// <summary>Resting profit target of the open position.</summary>
    public OrderGroup TargetOrder { get; } = new();
    /// <summary>Resting orders of a quoting strategy.</summary>
    public OrderGroup BidQuote { get; } = new();
    public OrderGroup AskQuote { get; } = new();
    /// <summary>Why a side does not rest, as it was said.</summary>
    public Reason BidRefusal;
    public Reason AskRefusal;
    /// <summary>Entry to make once the position is flat: the strategy turned around.</summary>
    public Side Reverse;
    /// <summary>Size of that entry; 0: as the plan's sizing gives.</summary>
    public int ReverseUnits;
    /// <summary>No live feed shows it at present. Not part of the state: it follows from the feeds'.</summary>
    public bool Unseen;
    /// <summary>Flat, with orders out that may open a position: it counts among the account's pending entries.</summary>
    public bool Pending;

    public PlanRunner? Runner { get; set; }
    /// <summary>Plans of other instruments that read this one.</summary>
    public Watcher[] Watchers { get; set; } = [];
    /// <summary>What an advisor said last; none before.</summary>
    public MarketRegimes Regime;
    /// <summary>Takes over once the instrument is flat.</summary>
    public Plan? NextPlan { get; private set; }
    /// <summary>The plan leaves once the instrument is flat.</summary>
    public bool Withdrawn;

    /// <summary>Charges of the session's day and the present product; null when the schedule has no row for them.</summary>
    public ChargeRates? Rates;

    /// <summary>Margin terms of the session's day and the present product; null when none are asked or known.</summary>
    public MarginTerms? Margin;
    public CapitalTerms? Capital;
    /// <summary>Product that <see cref="Rates"/> are of.</summary>
    public Product RatesProduct;
    /// <summary>Day that <see cref="Rates"/>, <see cref="Margin"/> and <see cref="Capital"/> are of, as IST day number; 0 before the first.</summary>
    public int RatesDay;
    /// <summary>The day's purchases and sales.</summary>
    public InstrumentTurnover Turnover;

    /// <summary>Last day as IST day number since 1970-01-01; the largest int when it has none.</summary>
    public int ExpiryDay { get; } = instrument.Expiry is { } date ? Ist.DayOf(Ist.At(date, TimeOnly.MinValue)) : int.MaxValue;

    /// <summary>The exchange's settlement or closing price of <see cref="SettlementDay"/>; zero before the first one.</summary>
    public Price SettlementPrice;
    public int SettlementDay;

    /// <summary>What this derivative is on, as found among so many instruments; see <see cref="FinalPrice.UnderlyingOf"/>.</summary>
    public InstrumentBook? Underlying;
    public int UnderlyingAmong = -1;

    /// <summary>Canonical bytes of instrument and plans, kept so that a snapshot makes nothing anew.</summary>
    public required byte[] Bytes { get; init; }
    public byte[] PlanBytes { get; set; } = [];
    public byte[] NextPlanBytes { get; private set; } = [];

    /// <summary>The open position's product, or the plan's when there is none.</summary>
    public Product Product => Position.IsOpen ? Position.Product : Runner?.Plan.Product ?? Product.Intraday;

    /// <summary>Whether its position, or the one its plan would open, is kept overnight.</summary>
    public bool Carries => Product != Product.Intraday;

    /// <summary>End of the session's continuous trading in this instrument.</summary>
    public Timestamp Close => Instrument.ClosingAuction ? Session.AuctionClose : Session.Close;

    /// <summary>When intraday positions in this instrument leave.</summary>
    public Timestamp SquareOff => Instrument.ClosingAuction ? Session.AuctionSquareOff : Session.SquareOff;

    public bool IsQuoting => BidQuote.IsLive || AskQuote.IsLive;

    public bool HasWork => Entry.IsLive || Exit.IsLive || TargetOrder.IsLive || IsQuoting;

    /// <summary>Whether the exits that work close the whole position, not a part of it.</summary>
    public bool IsLeaving => Exit.IsLive && Math.Abs(Exit.Open) >= Math.Abs(Position.Quantity);

    /// <summary>The position if all that may add to it fills; of quotes around no position the larger one.</summary>
    public int MostUnits
    {
        get
        {
            (int held, int buy, int sell) = (Position.Quantity, BidQuote.Open, AskQuote.Open);
            return held + Entry.Open + (held > 0 || (held == 0 && buy >= -sell) ? buy : sell);
        }
    }

    public bool IsFlat => !Position.IsOpen && !HasWork;

    public void SetRunner(PlanRunner runner, byte[] bytes)
    {
        (Runner, PlanBytes) = (runner, bytes);
        (NextPlan, NextPlanBytes) = (null, []);
        Withdrawn = false;
        (BidRefusal, AskRefusal) = (Reason.None, Reason.None);
    }

    /// <summary>Makes room for the most orders that a decision may send, so that trading allocates nothing.</summary>
    public void ReserveOrders(int orders)
    {
        if (OrderSlices.MaxQuantity(Instrument) == int.MaxValue) return;
        Entry.Reserve(orders);
        Exit.Reserve(orders);
        TargetOrder.Reserve(orders);
        BidQuote.Reserve(orders);
        AskQuote.Reserve(orders);
    }

    public void SetNextPlan(Plan plan, byte[] bytes) => (NextPlan, NextPlanBytes) = (plan, bytes);

    public void DropNextPlan() => (NextPlan, NextPlanBytes) = (null, []);

    public void Withdraw()
    {
        (Runner, PlanBytes) = (null, []);
        Withdrawn = false;
    }

    public void StartSession()
    {
        Bars.StartSession(Session.Open, Close);
        // The exchange's own close where it was told, otherwise the last price that traded.
        Band.Start(Instrument, Session.Day, SettlementDay == Band.Day && SettlementPrice.Units > 0 ? SettlementPrice : Touch.Last);
        Touch.StartSession();
    }

    /// <summary>Instrument, plans and strategy are saved by the core, which makes them anew.</summary>
    public void Save(StateWriter writer)
    {
        Bars.Save(writer);
        writer.WriteSpan<HeikinAshiBars>(HeikinAshi);
        writer.Write(Touch);
        writer.Write(Band);
        writer.Write(Position);
        Entry.Save(writer);
        Exit.Save(writer);
        TargetOrder.Save(writer);
        BidQuote.Save(writer);
        AskQuote.Save(writer);
        writer.Write(BidRefusal);
        writer.Write(AskRefusal);
        writer.Write(Reverse);
        writer.Write(ReverseUnits);
        writer.Write(Pending);
        writer.Write(Withdrawn);
        writer.Write(Regime);
        writer.Write(Turnover);
        writer.Write(SettlementPrice);
        writer.Write(SettlementDay);
        writer.Write(RatesProduct);
        writer.Write(RatesDay);
    }

    public void Load(StateReader reader)
    {
        Bars.Load(reader);
        reader.ReadInto<HeikinAshiBars>(HeikinAshi);
        Touch = reader.Read<Touch>();
        Band = reader.Read<DayBand>();
        Position = reader.Read<Position>();
        Entry.Load(reader);
        Exit.Load(reader);
        TargetOrder.Load(reader);
        BidQuote.Load(reader);
        AskQuote.Load(reader);
        BidRefusal = reader.Read<Reason>();
        AskRefusal = reader.Read<Reason>();
        Reverse = reader.Read<Side>();
        ReverseUnits = reader.Read<int>();
        Pending = reader.Read<bool>();
        Withdrawn = reader.Read<bool>();
        Regime = reader.Read<MarketRegimes>();
        Turnover = reader.Read<InstrumentTurnover>();
        SettlementPrice = reader.Read<Price>();
        SettlementDay = reader.Read<int>();
        RatesProduct = reader.Read<Product>();
        RatesDay = reader.Read<int>();
    }
}
