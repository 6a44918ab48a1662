using System.IO.Hashing;
using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// The deterministic heart: a function of its inbound events. It reads no clock, file, random source or culture; the same events
/// give the same outbound events and the same state hash on any machine. One thread calls it; nothing here is shared.
/// </summary>
public sealed partial class TradingCore : IBarListener
{
    private static readonly InstrumentBook?[] NoBooks = [];

    private readonly Emitter _emitter;
    private readonly Quarantine _quarantine;
    private readonly Counters _counters = new();
    private readonly Account _account = new();
    private readonly SegmentSession[] _segments;
    private readonly StateWriter _hashBuffer = new();

    // By instrument id for look-ups, and in order of definition for walks: ids may have gaps.
    private InstrumentBook?[] _books = NoBooks;
    private readonly List<InstrumentBook> _inOrder = [];
    private EngineSettings? _settings;
    private ChargeBook? _charges;
    private DayRates? _dayRates;
    private MarginDesk? _margin;
    private Trader? _trader;
    private Ghost? _ghost;
    private InstrumentBook? _closing;
    private readonly uint _muted;
    private readonly uint _intervals;
    private readonly Func<int, Instrument?> _instrumentOf;
    private readonly Func<string, StrategyDescriptor?> _strategies;
    private int _lastPlanId;
    private int _sinceCheckpoint;

    /// <param name="options">Everything is told when left out.</param>
    public TradingCore(IOutboundSink sink, CoreOptions? options = null)
        : this(sink, options ?? CoreOptions.Full, PlanCheck.Shipped)
    {
    }

    /// <param name="strategies">Finds a strategy by name; tests bring their own.</param>
    internal TradingCore(IOutboundSink sink, CoreOptions options, Func<string, StrategyDescriptor?> strategies)
    {
        _strategies = strategies;
        (_muted, _intervals) = (options.MutedMask, options.IntervalMask);
        _instrumentOf = id => (uint)id < (uint)_books.Length ? _books[id]?.Instrument : null;
        _emitter = new Emitter(sink, _muted);
        _quarantine = new Quarantine(_emitter);
        _segments = new SegmentSession[(int)Segment.Commodity + 1];
        for (int i = 0; i < _segments.Length; i++) _segments[i] = new SegmentSession((Segment)i);
    }

    /// <summary>Last inbound sequence applied, -1 before the first.</summary>
    public long LastSequence => _emitter.Cause;

    /// <summary>Last outbound sequence, -1 when nothing was said yet.</summary>
    public long OutboundSequence => _emitter.Sequence;

    /// <summary>XXH3 rolled over the canonical bytes of every outbound event so far.</summary>
    public ulong OutboundHash => _emitter.Hash;

    /// <summary>Latest event time.</summary>
    public Timestamp Now => _emitter.Now;

    public EngineSettings? Settings => _settings;

    /// <summary>Capital with all gains, losses and charges so far, open positions at their last prices; one figure of <see cref="Totals"/>.</summary>
    public Money Equity => _account.Equity;

    internal Account Account => _account;

    public IReadOnlyList<Instrument> Instruments
    {
        get
        {
            var list = new List<Instrument>(_inOrder.Count);
            foreach (InstrumentBook book in _inOrder) list.Add(book.Instrument);
            return list;
        }
    }

    public CoreTotals Totals => new(
        _counters.Events, _counters.Ticks, _counters.Bars, _counters.Signals, _counters.Orders, _counters.Fills, _counters.Trades,
        _counters.Winners, _quarantine.Refused, _counters.Gross, _counters.Brokerage, _counters.TransactionTax, _counters.Exchange,
        _counters.Sebi, _counters.Stamp, _counters.Gst, _counters.Depository, _counters.TrueUp, _account.Unrealised, _account.Equity,
        _counters.Backfilled, _counters.WarmedUp);

    /// <summary>How many events a producer has put in; a resumed feed leaves out that many.</summary>
    public long EventsFrom(InboundSource source) => _counters.From(source);

    /// <summary>How often a reason for refusal or alert has come up; 0 for reasons of another kind.</summary>
    public long Quarantined(Reason reason) => (int)reason is >= Quarantine.First and <= Quarantine.Last ? _quarantine.Count(reason) : 0;

    /// <summary>Applies the next event. Sequences rise by one; a gap is a defect of the caller and throws.</summary>
    public void Apply(ref InboundEvent e, long sequence)
    {
        if (sequence != _emitter.Cause + 1) ThrowOutOfOrder(sequence);
        _emitter.Cause = sequence;
        ref InboundRecord record = ref e.Record;
        _counters.Count(record.Header.Source);
        switch (record.Header.Kind)
        {
            case InboundKind.Touchline: OnTouchline(ref record); break;
            case InboundKind.Trade: OnTrade(ref record); break;
            case InboundKind.Depth: OnDepth(ref record); break;
            case InboundKind.Bar: OnHistoryBar(ref record); break;
            case InboundKind.Clock: OnClock(record.Header.ExchangeTime); break;
            case InboundKind.Session or InboundKind.AuctionSession: OnSession(in record); break;
            case InboundKind.Command: OnCommand(in record); break;
            case InboundKind.SettlementPrice: OnSettlementPrice(in record); break;
            case InboundKind.Score: OnScore(in record); break;
            case InboundKind.Regime: OnRegime(in record); break;
            case InboundKind.Feed: OnFeed(in record); break;
            case InboundKind.Backfill: OnBackfill(in record); break;
            case InboundKind.WarmUp: OnWarmUp(in record); break;
            case InboundKind.Configure: OnConfigure(e.Payload as EngineSettings, record.Header.ExchangeTime); break;
            case InboundKind.Instrument: OnInstrument(e.Payload as Instrument, record.Header.ExchangeTime); break;
            case InboundKind.Plan: OnPlan(e.Payload as Plan, record.Header.ExchangeTime); break;
            default: _quarantine.Refuse(Reason.UnknownEvent, record.Header.Instrument, (long)record.Header.Kind); break;
        }
        if (_settings is not null && ++_sinceCheckpoint >= _settings.CheckpointEvery) Checkpoint(sequence);
    }

    /// <summary>XXH3 over the canonical bytes of the whole state.</summary>
    public ulong StateHash()
    {
        _hashBuffer.Clear();
        Save(_hashBuffer);
        return XxHash3.HashToUInt64(_hashBuffer.Written);
    }

    private void Checkpoint(long sequence)
    {
        _sinceCheckpoint = 0;
        if (!_emitter.Says(OutboundKind.Checkpoint)) return;
        OutboundEvent e = default;
        e.Checkpoint = new CheckpointBody { InboundSequence = sequence, OutboundHash = OutboundHash, StateHash = StateHash() };
        _emitter.Emit(OutboundKind.Checkpoint, Reason.None, -1, ref e);
    }

    private void OnConfigure(EngineSettings? settings, Timestamp time)
    {
        _emitter.Advance(time);
        if (_settings is not null)
        {
            _quarantine.Refuse(Reason.AlreadyConfigured, -1);
            return;
        }
        if (settings is null || !TryAdopt(settings))
        {
            _quarantine.Refuse(Reason.BadSettings, -1);
            return;
        }
        _account.Capital = settings.Capital;
        _account.DayStartEquity = settings.Capital;
    }

    private bool TryAdopt(EngineSettings settings)
    {
        try
        {
            _charges = ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans, settings.NoteRules);
            _depository = DepositoryCharges.Parse(settings.DepositoryCharges);
            MarginBook? margins = settings.MarginRates.Length > 0 ? MarginBook.Parse(settings.MarginRates) : null;
            CapitalRules? rules = settings.CapitalRules.Length > 0 ? CapitalRules.Parse(settings.CapitalRules) : null;
            _margin = new MarginDesk(margins, margins is not null && rules is not null ? new CapitalFilter(margins, rules) : null, _inOrder);
        }
        catch (ScheduleFormatException)
        {
            // The host parses the same text before it publishes and shows the message; here only the refusal is recorded.
            return false;
        }
        if (SettingsCheck.FirstProblem(settings, _charges) is not null) return false;
        _settings = settings;
        _settingsBytes = Blob(writer => PayloadState.Write(writer, settings));
        _dayRates = new DayRates(_charges, settings.Broker);
        _trader = new Trader(_emitter, _account, _counters, _quarantine, _margin, settings) { Flattened = OnFlattened, PositionChanged = OnPositionChanged, DayStopped = OnDayStopped };
        _ghost = new Ghost(settings.Ghost, _trader);
        _settler = new Settler(_emitter, _quarantine, _trader, _charges, _depository, settings.Broker, OnDelivered);
        return true;
    }

    private void OnInstrument(Instrument? instrument, Timestamp time)
    {
        _emitter.Advance(time);
        if (_settings is null)
        {
            _quarantine.Refuse(Reason.NotConfigured, -1);
            return;
        }
        if (instrument is null || !InstrumentCheck.IsSound(instrument))
        {
            _quarantine.Refuse(Reason.BadInstrument, instrument?.Id ?? -1);
            return;
        }
        if (instrument.Id < _books.Length && _books[instrument.Id] is not null)
        {
            _quarantine.Refuse(Reason.DuplicateInstrument, instrument.Id);
            return;
        }
        InstrumentBook book = AddBook(instrument);
        if (book.Session.IsTrading) StartDay(book);
    }

    private InstrumentBook AddBook(Instrument instrument)
    {
        if (instrument.Id >= _books.Length) Array.Resize(ref _books, Math.Max(instrument.Id + 1, Math.Min(_books.Length * 2, InstrumentCheck.MaxId + 1)));
        var book = new InstrumentBook(instrument, _segments[(int)instrument.Segment], _intervals)
        {
            Bytes = Blob(writer => PayloadState.Write(writer, instrument)),
            Regime = _regime,
            Unseen = _feeds.IsUnseen(instrument.Id),
        };
        _books[instrument.Id] = book;
        _inOrder.Add(book);
        if (book.Unseen) book.Bars.BeginGap();
        return book;
    }

    private void OnPlan(Plan? plan, Timestamp time)
    {
        _emitter.Advance(time);
        if (_settings is null || plan is null)
        {
            _quarantine.Refuse(Reason.NotConfigured, plan?.Instrument ?? -1);
            return;
        }
        InstrumentBook? book = (uint)plan.Instrument < (uint)_books.Length ? _books[plan.Instrument] : null;
        double value = plan.Id;
        Reason refusal = plan.Id <= _lastPlanId ? Reason.DuplicatePlan : PlanCheck.Check(plan, _instrumentOf, _settings.Risk, _strategies, out value);
        if (refusal == Reason.None && (_intervals >> BarLadder.IndexOf(plan.IntervalMinutes) & 1) == 0) (refusal, value) = (Reason.BadInterval, plan.IntervalMinutes);
        if (refusal == Reason.None) refusal = _margin!.Check(plan, book!, _account.Equity, DateOf(book!), out value);
        if (refusal != Reason.None)
        {
            EmitPlan(plan, OutboundKind.PlanRejected, refusal, value);
            return;
        }
        _lastPlanId = plan.Id;
        if (book!.IsFlat) Adopt(book, plan);
        else
        {
            book.SetNextPlan(plan, Blob(writer => PayloadState.Write(writer, plan)));
            _trader!.StopQuotes(book, Reason.PlanReplaced);
        }
    }

    private void Adopt(InstrumentBook book, Plan plan)
    {
        Unwatch(book.Runner);
        book.SetRunner(RunnerOf(plan), Blob(writer => PayloadState.Write(writer, plan)));
        book.ReserveOrders(_settings!.Ghost.MaxOrdersPerDecision);
        RefreshCharges(book);
        EmitPlan(plan, OutboundKind.PlanApplied, Reason.None, 0);
        Watch(book);
        Brief(book);
    }

    private PlanRunner RunnerOf(Plan plan)
    {
        StrategyDescriptor descriptor = _strategies(plan.Algorithm)
            ?? throw new InvalidOperationException($"plan {plan.Id} was accepted with unknown algorithm '{plan.Algorithm}'");
        return new PlanRunner(plan, descriptor, PlanCheck.MarketOf(plan, _instrumentOf));
    }

    private void OnFlattened(InstrumentBook book)
    {
        if (!book.IsFlat) return;
        if (book.NextPlan is { } next) Adopt(book, next);
        else if (book.Withdrawn) Retire(book);
        RefreshCharges(book);
    }

    /// <summary>Shares came or went by delivery.</summary>
    private void OnDelivered(InstrumentBook book)
    {
        RefreshCharges(book);
        Value(book);
    }

    private void OnDayStopped()
    {
        foreach (InstrumentBook book in _inOrder)
            if (!book.IsFlat) _trader!.SquareOff(book, Reason.DailyLossLimit);
    }

    private void EmitPlan(Plan plan, OutboundKind kind, Reason reason, double value)
    {
        OutboundEvent e = default;
        e.Plan = new PlanBody
        {
            PlanId = plan.Id,
            IntervalMinutes = (ushort)plan.IntervalMinutes,
            Style = plan.Style,
            Value = value,
        };
        _emitter.Emit(kind, reason, plan.Instrument, ref e);
    }

    private static void ThrowOutOfOrder(long sequence) =>
        throw new InvalidOperationException($"inbound sequence {sequence} does not follow the last one applied");
}
