using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// A segment's day ends, in this order: bars close and orders lapse; what expires is settled; what is kept is marked; the contract note
/// corrects the day's charges; the day is told.
/// </summary>
public sealed partial class TradingCore
{
    private DepositoryCharges _depository = DepositoryCharges.None;
    private Settler? _settler;

    private void CloseDay(SegmentSession session)
    {
        foreach (InstrumentBook book in _inOrder)
            if (book.Session == session) EndDay(book);
        foreach (InstrumentBook book in _inOrder)
        {
            if (book.Session != session || !book.Position.IsOpen) continue;
            if (book.ExpiryDay <= session.Day) _settler!.Settle(book, session, _inOrder);
            else Value(book);
        }
        TrueUp(session);
        _trader!.CheckDay();
        EmitDay(session);
    }

    private void EndDay(InstrumentBook book)
    {
        CloseBars(book, book.Session.Close);
        if (book.Position.IsOpen && !book.Carries) _quarantine.Refuse(Reason.PositionLeftAtClose, book.Id, book.Position.Quantity);
        _trader!.OnSessionClosed(book);
    }

    /// <summary>The engine did not run on an instrument's last day: what is still held ends with the first event of a later session.</summary>
    private void SettleMissed(InstrumentBook book)
    {
        if (book.Position.IsOpen && book.ExpiryDay < book.Session.Day) _settler!.Settle(book, book.Session, _inOrder);
    }

    /// <summary>Marks a position that is kept overnight at the day's settlement or closing price, the last price when none has come.</summary>
    private void Value(InstrumentBook book)
    {
        ref Position position = ref book.Position;
        if (!position.IsOpen) return;
        bool official = book.SettlementDay == book.Session.Day && book.SettlementPrice.Units > 0;
        Price mark = official ? book.SettlementPrice : book.Touch.Last.Units > 0 ? book.Touch.Last : position.Average;
        _trader!.MarkToMarket(book, mark);
        OutboundEvent e = default;
        e.Valuation = new ValuationBody
        {
            PlanId = book.Runner?.Plan.Id ?? 0,
            Quantity = position.Quantity,
            Day = book.Session.Day,
            Product = position.Product,
            Source = official ? PriceSource.Exchange : PriceSource.Last,
            Average = position.Average,
            Mark = mark,
            Unrealised = position.Unrealised,
            Change = position.Unrealised - position.Valued,
            Charges = position.Charges,
            Margin = _margin!.Held(book),
        };
        position.Valued = position.Unrealised;
        _emitter.Emit(OutboundKind.Valuation, Reason.DayEnd, book.Id, ref e);
    }

    /// <summary>A settlement or closing price of the day: kept for the close, and where that is past a position that was kept is marked anew.</summary>
    private void OnSettlementPrice(in InboundRecord record)
    {
        ref readonly SettlementPrice said = ref record.Settlement;
        int instrument = record.Header.Instrument;
        _emitter.Advance(record.Header.ExchangeTime);
        InstrumentBook? book = (uint)instrument < (uint)_books.Length ? _books[instrument] : null;
        Reason refusal = book is null ? Reason.UnknownInstrumentTick
            : !IsPrice(said.Price) ? Reason.PriceOutOfRange
            : said.Day != book.Session.Day || book.Session.Phase == SessionPhase.PreOpen ? Reason.BadSettlementPrice
            : !book.Session.IsTrading && book.ExpiryDay <= said.Day ? Reason.LateSettlementPrice
            : Reason.None;
        if (refusal != Reason.None)
        {
            _quarantine.Refuse(refusal, instrument, said.Day);
            return;
        }
        (book!.SettlementPrice, book.SettlementDay) = (said.Price, said.Day);
        if (book.Session.IsTrading || !book.Position.IsOpen) return;
        Value(book);
        _trader!.CheckDay();
    }

    /// <summary>
    /// Posts what the day's contract note, rounded once for the whole segment and taxed on the day's averages, differs from the charges of its fills, and
    /// what the depository charges. A day of several sessions is struck at each close, for what is still missing.
    /// </summary>
    private void TrueUp(SegmentSession session)
    {
        DayLedger ledger = session.Ledger;
        Money depository = ledger.DepositoryDue;
        int debits = ledger.Debits;
        foreach (InstrumentBook book in _inOrder)
        {
            if (book.Session != session || book.Turnover.Day != session.Day) continue;
            Money due = _depository.For(_settings!.Broker, Ist.DateOf(session.Open), in book.Turnover.Delivered);
            depository += due;
            if (due != Money.Zero) debits++;
        }
        depository -= ledger.DepositoryPosted;
        bool noted = _settings!.NoteRules.Length > 0 && ledger.Accrued != Charges.None;
        Charges note = noted ? StrikeNote(session) : ledger.Accrued;
        Charges missing = note - ledger.Accrued - ledger.Posted;
        if (missing == Charges.None && depository == Money.Zero) return;

        _trader!.Correct(session, in missing, depository);
        ledger.Posted += missing;
        ledger.DepositoryPosted += depository;
        OutboundEvent e = default;
        e.TrueUp = new TrueUpBody
        {
            Segment = session.Segment,
            Day = session.Day,
            Orders = ledger.Orders,
            Debits = debits,
            Brokerage = missing.Brokerage,
            TransactionTax = missing.TransactionTax,
            Exchange = missing.Exchange,
            Sebi = missing.Sebi,
            Stamp = missing.Stamp,
            Gst = missing.Gst,
            Depository = depository,
            Accrued = ledger.Accrued.Total,
            Note = note.Total,
            Total = missing.Total + depository,
        };
        _emitter.Emit(OutboundKind.TrueUp, Reason.DayEnd, -1, ref e);
    }

    private Charges StrikeNote(SegmentSession session)
    {
        DayLedger ledger = session.Ledger;
        ContractNote note = ledger.NoteSoFar();
        bool whole = true;
        foreach (InstrumentBook book in _inOrder)
        {
            if (book.Session != session || book.Turnover.Day != session.Day) continue;
            ref InstrumentTurnover turnover = ref book.Turnover;
            bool traded = turnover.Traded.Total != Money.Zero, delivered = turnover.Delivered.Total != Money.Zero;
            ChargeRates tradedRates = default, deliveredRates = default;
            if ((traded && !TryResolve(book, Product.Intraday, out tradedRates)) || (delivered && !TryResolve(book, Product.Delivery, out deliveredRates)))
            {
                _quarantine.Refuse(Reason.NoContractNote, book.Id, session.Day);
                whole = false;
            }
            else if (traded && delivered)
            {
                note.AddMixedTurnover(in deliveredRates, in turnover.Delivered, in tradedRates, in turnover.Traded);
            }
            else if (traded)
            {
                note.AddTurnover(in tradedRates, in turnover.Traded);
            }
            else if (delivered)
            {
                note.AddTurnover(in deliveredRates, in turnover.Delivered);
            }
        }
        // A note that lacks an instrument would take its charges back: nothing is corrected then.
        if (!whole) return ledger.Accrued + ledger.Posted;
        return note.Strike(_charges!.NoteRules, _settings!.Broker);
    }
}
