using Astra.Markets;

namespace Astra.Core;

/// <summary>Finished bars beside the live ones: minutes that a feed missed, and the time before a plan began. Neither fills an order or fires a stop.</summary>
public sealed partial class TradingCore
{
    // A minute is being filled in; false while bars close by themselves.
    private bool _fillsIn;

    /// <summary>
    /// A minute that the feed missed. It closes at once, with the longer bars that it completes. Volume is kept in step with the day's cumulative figure, which
    /// has brought the gap's volume already or will bring it with the next tick.
    /// </summary>
    private void OnBackfill(in InboundRecord record)
    {
        ref readonly HistoryBar bar = ref record.Bar;
        (int instrument, Timestamp time) = (record.Header.Instrument, record.Header.ExchangeTime);
        _emitter.Advance(time);
        InstrumentBook? book = BookInSession(instrument, bar.Start);
        if (book is null) return;
        if (bar.IntervalMinutes != 1 || !IsBar(in bar) || !book.Bars.IsOnGrid(bar.Start) || time < book.Bars.EndOf(0, bar.Start))
        {
            _quarantine.Refuse(Reason.BadBar, instrument, bar.Start.UnixNanos);
            return;
        }
        if (!book.Bars.AcceptsMissed(bar.Start))
        {
            _quarantine.Refuse(Reason.LateBackfill, instrument, bar.Start.UnixNanos);
            return;
        }
        if (!IsInBand(book, bar.Close, bar.Low, bar.High)) return;

        _counters.Backfilled++;
        CheckTick(book, bar.Close);
        if (book.Touch.LastTime < bar.Start)
        {
            book.Touch.Trade(bar.Close, bar.Start);
            if (book.Position.IsOpen) _trader!.MarkToMarket(book, bar.Close);
        }
        (_closing, _fillsIn) = (book, true);
        book.Bars.AddMissed(in bar, this);
        _fillsIn = false;
        if (!book.Bars.TryTakeOut(bar.Volume)) book.Touch.SkipVolume(bar.Volume);
    }

    /// <summary>
    /// Whether a bar of a live day is known only an interval or more after its end, because it was filled in or because nobody was there to close it: it is
    /// too old to act on. A recording has no such bars: there the next tick, however late, is the first news.
    /// </summary>
    private bool IsLate(in Bar candle) =>
        (_fillsIn || _feeds.Known != 0) && _emitter.Now - candle.End >= candle.IntervalMinutes * Timestamp.NanosPerMinute;

    /// <summary>A bar from before a plan's first live one: the plan, and those that watch the instrument, learn from it.</summary>
    private void OnWarmUp(in InboundRecord record)
    {
        ref readonly HistoryBar bar = ref record.Bar;
        (int instrument, Timestamp time) = (record.Header.Instrument, record.Header.ExchangeTime);
        _emitter.Advance(time);
        InstrumentBook? book = (uint)instrument < (uint)_books.Length ? _books[instrument] : null;
        if (book is null)
        {
            _quarantine.Refuse(Reason.UnknownInstrumentTick, instrument);
            return;
        }
        int index = BarLadder.IndexOf(bar.IntervalMinutes);
        Bar candle = index >= 0 ? CandleOf(book, in bar) : default;
        if (index < 0 || !IsBar(in bar) || candle.Start >= candle.End || time < candle.End)
        {
            _quarantine.Refuse(Reason.BadBar, instrument, bar.Start.UnixNanos);
            return;
        }
        if (book.Bars.Overlaps(index, candle.End) || !WarmUp(book, index, in candle))
        {
            _quarantine.Refuse(Reason.LateWarmUp, instrument, bar.Start.UnixNanos);
            return;
        }
        _counters.WarmedUp++;
    }

    /// <summary>Shows the bar to whom it is for; false when there is nobody.</summary>
    private static bool WarmUp(InstrumentBook book, int index, in Bar candle)
    {
        bool taken = false;
        if (book.Runner is { } own && own.LadderIndex == index && own.AcceptsWarmUp(-1, candle.Start))
        {
            own.LearnFrom(-1, candle, book.Instrument.LotSize);
            // The chart of an instrument whose bars nobody has seen yet goes on from there.
            if (!book.Bars.HasClosed(index)) book.HeikinAshi[index] = own.WarmHeikinAshi;
            taken = true;
        }
        foreach (Watcher watcher in book.Watchers)
        {
            if (watcher.Runner.LadderIndex != index || watcher.Book.Runner != watcher.Runner || !watcher.Runner.AcceptsWarmUp(watcher.Peer, candle.Start)) continue;
            watcher.Runner.LearnFrom(watcher.Peer, candle, watcher.Book.Instrument.LotSize);
            taken = true;
        }
        return taken;
    }

    /// <summary>The bar as the ladder would have built it. Earlier days are taken to have ended at the hour at which the known session ends.</summary>
    private static Bar CandleOf(InstrumentBook book, in HistoryBar bar)
    {
        long length = bar.IntervalMinutes * Timestamp.NanosPerMinute;
        Timestamp end = bar.Start + length;
        if (book.Close.UnixNanos != 0)
        {
            Timestamp close = book.Close + (Ist.DayOf(bar.Start) - Ist.DayOf(book.Session.Open)) * Timestamp.NanosPerDay;
            if (end > close && bar.Start < close) end = close;
        }
        return new Bar
        {
            Start = bar.Start,
            End = end,
            Open = bar.Open,
            High = bar.High,
            Low = bar.Low,
            Close = bar.Close,
            Volume = bar.Volume,
            IntervalMinutes = (ushort)bar.IntervalMinutes,
            Flags = end - bar.Start < length ? BarFlags.Partial : BarFlags.None,
        };
    }
}
