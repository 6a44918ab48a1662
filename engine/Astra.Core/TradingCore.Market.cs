using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>Market data: admit or quarantine, close what is due, match, protect, build bars. The order of these steps is part of the contract.</summary>
public sealed partial class TradingCore
{
    /// <summary>
    /// How far a tick may be ahead of the latest time known from clock, sessions and other ticks. A live feed's clock event comes every
    /// second, so this is a wrong stamp, not a slow clock.
    /// </summary>
    private const long MaxAheadNanos = 30 * Timestamp.NanosPerSecond;

    private void OnTouchline(ref InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        ref readonly TouchlineTick tick = ref record.Touchline;
        var fields = (TickFields)header.Flags;
        InstrumentBook? book = Admit(in header);
        if (book is null) return;
        if (Refuses(fields, in tick, out Reason reason))
        {
            _quarantine.Refuse(reason, header.Instrument, tick.Last.Units);
            return;
        }
        Price last = (fields & TickFields.Last) != 0 ? tick.Last : Price.Zero;
        if (!IsInBand(book, last, (fields & TickFields.Bid) != 0 ? tick.Bid : Price.Zero, (fields & TickFields.Ask) != 0 ? tick.Ask : Price.Zero)) return;

        Timestamp time = header.ExchangeTime;
        Begin(book, time);
        CheckTick(book, last);
        ref Touch touch = ref book.Touch;
        bool reads = ReadsTouch(book);
        TouchQuote before = reads ? touch.QuoteAt(time) : default;
        Allowance allowance = new(_settings!.Ghost.ParticipationPercent, book.Instrument.LotSize);
        bool hasLast = (fields & TickFields.Last) != 0, hasQuantity = (fields & TickFields.LastQuantity) != 0;
        bool repeats = hasLast && tick.Last == touch.Last && hasQuantity && tick.LastQuantity == touch.LastQuantity;
        if (hasLast) touch.Trade(tick.Last, time);
        if (hasQuantity) touch.LastQuantity = tick.LastQuantity;
        long traded = (fields & TickFields.Volume) != 0 ? touch.VolumeSince(tick.Volume)
            : hasQuantity && touch.HasCumulativeVolume == 0 ? tick.LastQuantity
            : 0;
        if ((fields & (TickFields.Bid | TickFields.Ask)) != 0)
        {
            touch.Assumed = 0;
            if ((fields & TickFields.Bid) != 0) touch.ShowBid(tick.Bid, tick.BidQuantity, in allowance, time);
            if ((fields & TickFields.Ask) != 0) touch.ShowAsk(tick.Ask, tick.AskQuantity, in allowance, time);
        }
        else if (hasLast)
        {
            bool measured = (fields & (TickFields.Volume | TickFields.LastQuantity)) != 0;
            AssumeTouch(book, !measured ? int.MaxValue : repeats && touch.HasCumulativeVolume == 0 ? 0 : allowance.Of(traded), time);
        }

        _ghost!.OnTouch(book, time);
        if (hasLast)
        {
            if (book.Position.IsOpen) _trader!.OnLast(book, tick.Last);
            book.Bars.AddTick(time, tick.Last, traded, (fields & TickFields.Volume) != 0);
        }
        if (reads) OfferTouch(book, in before, time);
    }

    private void OnTrade(ref InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        ref readonly TradeTick tick = ref record.Trade;
        InstrumentBook? book = Admit(in header);
        if (book is null) return;
        if (!IsPrice(tick.Price) || tick.Quantity < 0)
        {
            _quarantine.Refuse(tick.Quantity < 0 ? Reason.QuantityOutOfRange : Reason.PriceOutOfRange, header.Instrument, tick.Price.Units);
            return;
        }
        if (!IsInBand(book, tick.Price, Price.Zero, Price.Zero)) return;

        Timestamp time = header.ExchangeTime;
        Begin(book, time);
        CheckTick(book, tick.Price);
        book.Touch.Trade(tick.Price, time);
        AssumeTouch(book, new Allowance(_settings!.Ghost.ParticipationPercent, book.Instrument.LotSize).Of(tick.Quantity), time);
        _ghost!.OnTouch(book, time);
        if (book.Position.IsOpen) _trader!.OnLast(book, tick.Price);
        book.Bars.AddTick(time, tick.Price, book.Touch.HasCumulativeVolume != 0 ? 0 : tick.Quantity);
    }

    private void OnDepth(ref InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        ref readonly DepthTick depth = ref record.Depth;
        InstrumentBook? book = Admit(in header);
        if (book is null) return;
        Reason reason = DepthCheck.Problem(in depth, MaxPriceUnits);
        if (reason != Reason.None)
        {
            _quarantine.Refuse(reason, header.Instrument, depth.Reference.Units);
            return;
        }
        DepthLevel bid = depth.Bids[0], ask = depth.Asks[0];
        if (!IsInBand(book, Price.Zero, bid.Quantity > 0 ? depth.BidPrice(0) : Price.Zero, ask.Quantity > 0 ? depth.AskPrice(0) : Price.Zero)) return;

        Timestamp time = header.ExchangeTime;
        Begin(book, time);
        bool reads = ReadsTouch(book);
        TouchQuote before = reads ? book.Touch.QuoteAt(time) : default;
        book.Touch.Assumed = 0;
        Allowance allowance = new(_settings!.Ghost.ParticipationPercent, book.Instrument.LotSize);
        // An empty side is news too: nothing can be taken from it any more.
        book.Touch.ShowBid(bid.Quantity > 0 ? depth.BidPrice(0) : Price.Zero, bid.Quantity, in allowance, time);
        book.Touch.ShowAsk(ask.Quantity > 0 ? depth.AskPrice(0) : Price.Zero, ask.Quantity, in allowance, time);
        _ghost!.OnDepth(book, in depth, time);
        if (reads) OfferTouch(book, in before, time);
    }

    private void OnHistoryBar(ref InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        ref readonly HistoryBar bar = ref record.Bar;
        int index = BarLadder.IndexOf(bar.IntervalMinutes);
        InstrumentBook? book = AdmitAt(in header, bar.Start, MaxAheadNanos + Math.Max(0, bar.IntervalMinutes) * Timestamp.NanosPerMinute);
        if (book is null) return;
        bool sound = index >= 0 && IsBar(in bar) && header.ExchangeTime >= book.Bars.EndOf(index, bar.Start);
        if (!sound || !book.Bars.Accepts(index, in bar))
        {
            _quarantine.Refuse(Reason.BadBar, header.Instrument, bar.Start.UnixNanos);
            return;
        }
        if (!IsInBand(book, bar.Close, bar.Low, bar.High)) return;

        Begin(book, bar.Start);
        CheckTick(book, bar.Close);
        _emitter.Advance(header.ExchangeTime);
        _ghost!.OnBar(book, in bar);
        book.Touch.Trade(bar.Close, bar.Start);
        if (book.Position.IsOpen) _trader!.MarkToMarket(book, bar.Close);
        _closing = book;
        book.Bars.AddFinished(index, in bar, this);
        _trader!.CheckDay();
    }

    /// <summary>Time has passed: quiet instruments close their bars, and plans with a time of their own square off.</summary>
    private void OnClock(Timestamp now)
    {
        _emitter.Advance(now);
        foreach (InstrumentBook book in _inOrder)
        {
            CloseBars(book, now);
            if (!book.IsFlat && IsPastSquareOff(book, now)) _trader!.SquareOff(book, Reason.SquareOffTime);
        }
    }

    /// <summary>A bar has closed: tell it in both chart styles, and let the plan that reads this interval decide.</summary>
    void IBarListener.OnBarClosed(int index, ref Bar candle)
    {
        InstrumentBook book = _closing!;
        _counters.Bars++;
        Bar heikinAshi = book.HeikinAshi[index].Next(in candle);
        if (_emitter.Says(OutboundKind.BarClosed))
        {
            EmitBar(book, in candle);
            EmitBar(book, in heikinAshi);
        }

        if (book.Runner is { } runner && runner.LadderIndex == index) Decide(book, runner, candle, ref heikinAshi);
        if (book.Watchers.Length > 0) OfferToWatchers(book, index, in candle);
    }

    private void Decide(InstrumentBook book, PlanRunner runner, Bar candle, ref Bar heikinAshi)
    {
        if (!runner.Admits(ref candle)) return;
        heikinAshi.Flags = candle.Flags;
        runner.OnCandle(in candle);
        _trader!.OnCandle(book, in candle);
        // The plan may have changed hands while the entry lapsed.
        if (book.Runner != runner) return;
        StrategyDecision decision = runner.Decide(in candle, in heikinAshi);
        if (IsLate(in candle)) _trader.OnLateDecision(book, in decision, in candle);
        else _trader.OnDecision(book, in decision, in candle);
    }

    private InstrumentBook? Admit(in InboundHeader header) => AdmitAt(in header, header.ExchangeTime, MaxAheadNanos);

    /// <summary>
    /// The instrument's book, if the event belongs to its open session and is neither late nor from the future; otherwise it is counted and null.
    /// </summary>
    private InstrumentBook? AdmitAt(in InboundHeader header, Timestamp time, long maxAhead)
    {
        InstrumentBook? book = BookInSession(header.Instrument, time);
        if (book is null) return null;
        if (header.ExchangeTime - _emitter.Now > maxAhead)
        {
            _quarantine.Refuse(Reason.FutureTick, header.Instrument, header.ExchangeTime.UnixNanos);
            return null;
        }
        if (time < book.Bars.FinalUntil)
        {
            _quarantine.Refuse(Reason.LateTick, header.Instrument, time.UnixNanos);
            return null;
        }
        return book;
    }

    /// <summary>The instrument's book, if the time is one of its running session's; otherwise it is counted and null.</summary>
    private InstrumentBook? BookInSession(int instrument, Timestamp time)
    {
        InstrumentBook? book = (uint)instrument < (uint)_books.Length ? _books[instrument] : null;
        if (book is null)
        {
            _quarantine.Refuse(Reason.UnknownInstrumentTick, instrument);
            return null;
        }
        SegmentSession session = book.Session;
        if (!session.IsTrading || time < session.Open || time >= book.Close)
        {
            bool auction = session.IsTrading && time >= book.Close && time < session.Close;
            _quarantine.Refuse(auction ? Reason.ClosingAuction : Reason.OutsideSession, instrument, time.UnixNanos);
            return null;
        }
        return book;
    }

    private void Begin(InstrumentBook book, Timestamp time)
    {
        _emitter.Advance(time);
        CloseBars(book, time);
        _counters.Ticks++;
        book.Session.Ticks++;
    }

    private void CloseBars(InstrumentBook book, Timestamp now)
    {
        if (now < book.Bars.NextEnd) return;
        _closing = book;
        book.Bars.CloseDue(now, this);
    }

    /// <summary>Only for an instrument whose source has never shown a quote: otherwise the last real quote stands.</summary>
    private void AssumeTouch(InstrumentBook book, int left, Timestamp time)
    {
        ref Touch touch = ref book.Touch;
        if (touch.Assumed == 0 && (touch.BidTime.UnixNanos != 0 || touch.AskTime.UnixNanos != 0)) return;
        touch.Assume(book.Instrument.TickSize * _settings!.Ghost.AssumedHalfSpreadTicks, in book.Band, left, time);
    }

    /// <summary>By the plan's own time, or by the instrument's: one with a closing auction leaves before its segment does.</summary>
    private static bool IsPastSquareOff(InstrumentBook book, Timestamp now)
    {
        if (!book.Session.IsTrading) return false;
        // Shares that a settlement brought are not the plan's to sell at its hour.
        if (book.Runner?.Plan is { SquareOffSecond: not 0 } plan && plan.Product == book.Product &&
            Ist.NanosOfDay(now) >= plan.SquareOffSecond * Timestamp.NanosPerSecond) return true;
        return book.Product == Product.Intraday && now >= book.SquareOff;
    }

    private void EmitBar(InstrumentBook book, in Bar bar)
    {
        OutboundEvent e = default;
        e.Bar = bar;
        _emitter.Emit(OutboundKind.BarClosed, Reason.None, book.Id, ref e);
    }
}
