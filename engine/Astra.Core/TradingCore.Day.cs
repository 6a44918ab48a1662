using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>The day's course: sessions open, square off and close; an operator commands.</summary>
public sealed partial class TradingCore
{
    private void OnSession(in InboundRecord record)
    {
        SessionChange change = SessionChange.Of(in record);
        if (_settings is null || (uint)change.Segment >= (uint)_segments.Length || change.Phase is SessionPhase.None or > SessionPhase.Amended)
        {
            _quarantine.Refuse(_settings is null ? Reason.NotConfigured : Reason.UnknownEvent, -1, (long)change.Phase);
            return;
        }
        SegmentSession session = _segments[(int)change.Segment];
        if (change.Phase == SessionPhase.Amended)
        {
            Amend(session, in change, record.Header.ExchangeTime);
            return;
        }
        CloseWhatWasLeftOpen(session, in change);
        _emitter.Advance(record.Header.ExchangeTime);
        if (change.Day > _account.Day) _account.StartDay(change.Day);

        bool begins = change.Phase == SessionPhase.Open || (change.Phase == SessionPhase.SquareOff && !session.IsTrading);
        session.Enter(in change);
        foreach (InstrumentBook book in _inOrder)
        {
            if (book.Session != session) continue;
            if (change.Phase != SessionPhase.PreOpen) SettleMissed(book);
            if (begins) StartDay(book);
            if (change.Phase == SessionPhase.SquareOff) SquareOffIntraday(book);
        }
        if (change.Phase == SessionPhase.Closed) CloseDay(session);
    }

    /// <summary>The times of a running session change: bars and square-offs follow, what has happened stays.</summary>
    private void Amend(SegmentSession session, in SessionChange change, Timestamp now)
    {
        _emitter.Advance(now);
        if (!session.TryAmend(in change, now))
        {
            _quarantine.Refuse(Reason.BadAmendment, -1, change.Day);
            return;
        }
        _quarantine.Refuse(Reason.SessionAmended, -1, session.Close.UnixNanos);
        if (!session.IsTrading) return;
        foreach (InstrumentBook book in _inOrder)
        {
            if (book.Session != session) continue;
            book.Bars.Amend(book.Close);
            CloseBars(book, now);
            if (now >= book.SquareOff) SquareOffIntraday(book);
        }
    }

    /// <summary>Intraday positions leave; those of other products leave by their plan's own time only.</summary>
    private void SquareOffIntraday(InstrumentBook book)
    {
        if (book.Product == Product.Intraday) _trader!.SquareOff(book, Reason.SquareOffTime);
    }

    /// <summary>
    /// A new day, or the same session opened again, while one is still trading: its close was missed. It is closed first, at its own
    /// times and charges, so that nothing is carried into a day that does not know of it.
    /// </summary>
    private void CloseWhatWasLeftOpen(SegmentSession changing, in SessionChange change)
    {
        foreach (SegmentSession session in _segments)
        {
            bool reopened = session == changing && (change.Phase is SessionPhase.PreOpen or SessionPhase.Open);
            if (!session.IsTrading || (change.Day <= session.Day && !reopened)) continue;
            _quarantine.Refuse(Reason.SessionNotClosed, -1, session.Day);
            session.Leave();
            CloseDay(session);
        }
    }

    private void StartDay(InstrumentBook book)
    {
        book.StartSession();
        ResolveCharges(book);
        if (book.Rates is null) _quarantine.Refuse(Reason.NoChargeRow, book.Id, book.Session.Day);
        _trader!.OnSessionOpened(book);
    }

    /// <summary>Charges of the session's day for the product that is held, or that the plan would open.</summary>
    private void ResolveCharges(InstrumentBook book)
    {
        (book.RatesProduct, book.RatesDay) = (book.Product, Ist.DayOf(book.Session.Open));
        ResolveAgain(book);
    }

    /// <summary>The same rates as when they were resolved: a restored core must not know a later day's.</summary>
    private void ResolveAgain(InstrumentBook book)
    {
        DateOnly date = Ist.DateOf(book.RatesDay);
        book.Rates = _dayRates!.Of(book.Instrument, book.RatesProduct, date);
        _margin!.Resolve(book, book.RatesProduct, date);
    }

    private bool TryResolve(InstrumentBook book, Product product, out ChargeRates rates)
    {
        ChargeRates? found = _dayRates!.Of(book.Instrument, product, Ist.DateOf(book.Session.Open));
        rates = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The day that a plan is for: that of the running session, otherwise the event's.</summary>
    private DateOnly DateOf(InstrumentBook book) => Ist.DateOf(book.Session.IsTrading ? book.Session.Open : _emitter.Now);

    /// <summary>The product may have changed with the plan or the position, and its charges with it.</summary>
    private void RefreshCharges(InstrumentBook book)
    {
        if (book.Session.Day > 0 && book.RatesProduct != book.Product) ResolveCharges(book);
    }

    private void EmitDay(SegmentSession session)
    {
        OutboundEvent e = default;
        e.Day = new DayBody
        {
            Segment = session.Segment,
            Day = session.Day,
            Trades = session.Trades,
            Fills = session.Fills,
            Gross = session.Gross,
            Charges = session.Charges,
            Net = session.Gross - session.Charges,
            Equity = _account.Equity,
            Ticks = session.Ticks,
        };
        _emitter.Emit(OutboundKind.DayClosed, Reason.None, -1, ref e);
    }

    private void OnCommand(in InboundRecord record)
    {
        _emitter.Advance(record.Header.ExchangeTime);
        int instrument = record.Header.Instrument;
        if (_settings is null)
        {
            _quarantine.Refuse(Reason.NotConfigured, instrument);
            return;
        }
        switch (record.Command.Kind)
        {
            case CommandKind.PauseEntries: PauseEntries(); break;
            case CommandKind.ResumeEntries: _account.Paused = false; break;
            case CommandKind.SquareOff: ForEach(instrument, book => _trader!.SquareOff(book, Reason.OperatorCommand)); break;
            case CommandKind.CancelOrders: ForEach(instrument, book => _trader!.CancelWork(book, Reason.OperatorCommand)); break;
            case CommandKind.WithdrawPlan: ForEach(instrument, Withdraw); break;
            case CommandKind.FeedGap: _quarantine.Refuse(Reason.FeedGap, instrument, record.Command.Value); break;
            default: _quarantine.Refuse(Reason.UnknownCommand, instrument, (long)record.Command.Kind); break;
        }
    }

    private void PauseEntries()
    {
        _account.Paused = true;
        foreach (InstrumentBook book in _inOrder) _trader!.StopQuotes(book, Reason.EntriesPaused);
    }

    private void Withdraw(InstrumentBook book)
    {
        if (book.NextPlan is { } waiting)
        {
            EmitPlan(waiting, OutboundKind.PlanRejected, Reason.OperatorCommand, 0);
            book.DropNextPlan();
        }
        book.Withdrawn = true;
        if (book.IsFlat) Retire(book);
        else _trader!.SquareOff(book, Reason.OperatorCommand);
    }

    private void ForEach(int instrument, Action<InstrumentBook> action)
    {
        if (instrument >= 0)
        {
            if (instrument < _books.Length && _books[instrument] is { } one) action(one);
            else _quarantine.Refuse(Reason.UnknownInstrumentTick, instrument);
            return;
        }
        foreach (InstrumentBook book in _inOrder) action(book);
    }
}
