using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Ends the positions of instruments that expire. Futures end at the final settlement price; options in the money are exercised or assigned, others end
/// worthless. A contract that settles in shares becomes a delivery position in the share at the settlement price, or takes shares from one;
/// its own trade ends at the future's settlement price or the option's intrinsic value, so that what happens to the shares later is a trade of its own.
/// </summary>
internal sealed class Settler(
    Emitter emitter, Quarantine quarantine, Trader trader, ChargeBook charges, DepositoryCharges depository, string broker, Action<InstrumentBook> revalue)
{
    /// <param name="session">The segment's day, which bears the charges.</param>
    public void Settle(InstrumentBook book, SegmentSession session, List<InstrumentBook> books)
    {
        Instrument instrument = book.Instrument;
        InstrumentBook? underlying = FinalPrice.UnderlyingOf(book, books);
        FinalPrice final = FinalPrice.Of(book, underlying);
        if (final.Source == PriceSource.Last) quarantine.Refuse(Reason.ExpiryWithoutPrice, book.Id, final.Price.Units);
        if (session.Day > book.ExpiryDay) quarantine.Refuse(Reason.ExpiryMissed, book.Id, book.ExpiryDay);

        Price exit = ExitOf(instrument, in final);
        int quantity = book.Position.Quantity;
        SettlementOutcome outcome = instrument.Kind != InstrumentKind.Option ? SettlementOutcome.Cash
            : exit.Units == 0 ? SettlementOutcome.Worthless
            : quantity > 0 ? SettlementOutcome.Exercised : SettlementOutcome.Assigned;
        int shares = SharesOf(instrument, outcome, quantity);
        Price sharePrice = ShareOf(instrument, in final);
        (InstrumentBook? into, int moved) = shares == 0 ? (null, 0) : Taker(instrument, underlying, shares);
        if (moved != shares) quarantine.Refuse(Reason.DeliveryInMoney, book.Id, shares - moved);

        Price delivered = instrument.Kind == InstrumentKind.Option ? instrument.Strike : exit;
        Money worth = Money.Of(exit, Math.Abs(quantity), instrument.Multiplier);
        Money value = shares == 0 ? worth : Money.Of(delivered, Math.Abs(quantity), instrument.Multiplier);
        Charges cost = CostOf(book, session, outcome, worth, Money.Of(sharePrice, Math.Abs(quantity), instrument.Multiplier));
        if (shares != 0) cost += DeliveryOf(book, session, shares > 0, value);
        Tell(book, session, final with { Price = sharePrice }, outcome, in cost, value, book.Position.ProfitAt(exit, instrument.Multiplier), into?.Id ?? -1, moved);
        trader.EndAt(book, session, Math.Abs(quantity), exit, in cost, ReasonOf(outcome));
        if (into is null) return;

        if (moved > 0) trader.Receive(into, moved, sharePrice);
        else Give(into, session, -moved, sharePrice);
        revalue(into);
    }

    /// <summary>What the contract is worth at its end: the final price of a future, the intrinsic value of an option; its own last price is that already.</summary>
    private static Price ExitOf(Instrument instrument, in FinalPrice final)
    {
        if (instrument.Kind != InstrumentKind.Option) return final.Price;
        // A last price of one tick is how a worthless option trades.
        if (final.Source == PriceSource.Last) return final.Price > instrument.TickSize ? final.Price : Price.Zero;
        Price intrinsic = instrument.Right == OptionRight.Call ? final.Price - instrument.Strike : instrument.Strike - final.Price;
        return intrinsic > Price.Zero ? intrinsic : Price.Zero;
    }

    /// <summary>The share's price at settlement; where only the option's own last price is known, the one that it implies.</summary>
    private static Price ShareOf(Instrument instrument, in FinalPrice final)
    {
        if (instrument.Kind != InstrumentKind.Option || final.Source != PriceSource.Last) return final.Price;
        return instrument.Right == OptionRight.Call ? instrument.Strike + final.Price : instrument.Strike - final.Price;
    }

    /// <summary>Shares that the position receives (positive) or must give; 0 when it is settled in money, as commodities and currencies always are here.</summary>
    private static int SharesOf(Instrument instrument, SettlementOutcome outcome, int quantity)
    {
        bool delivers = instrument.Settlement == SettlementStyle.Physical && instrument.Segment is Segment.NseDerivatives or Segment.BseDerivatives;
        if (!delivers || outcome == SettlementOutcome.Worthless) return 0;
        int units = (int)Math.Clamp((long)quantity * instrument.Multiplier, -int.MaxValue, int.MaxValue);
        return instrument is { Kind: InstrumentKind.Option, Right: OptionRight.Put } ? -units : units;
    }

    /// <summary>Where the shares go to or come from: a delivery position, or an instrument that is flat. Nothing is ever owed: what cannot be given is paid for.</summary>
    private static (InstrumentBook?, int Moved) Taker(Instrument instrument, InstrumentBook? underlying, int shares)
    {
        if (underlying?.Instrument.Kind is not (InstrumentKind.Equity or InstrumentKind.Etf) || underlying.HasWork) return (null, 0);
        ref Position held = ref underlying.Position;
        bool delivered = held.Quantity > 0 && held.Product == Product.Delivery;
        if (shares > 0) return delivered || !held.IsOpen ? (underlying, shares) : (null, 0);
        return delivered ? (underlying, -Math.Min(held.Quantity, -shares)) : (null, 0);
    }

    private void Give(InstrumentBook shares, SegmentSession session, int quantity, Price price)
    {
        DayTurnover sold = default;
        sold.Add(buy: false, quantity, Money.Of(price, quantity, shares.Instrument.Multiplier));
        Money due = depository.For(broker, Ist.DateOf(session.Open), sold);
        session.Ledger.DepositoryDue += due;
        if (due != Money.Zero) session.Ledger.Debits++;
        trader.EndAt(shares, session, quantity, price, Charges.None, Reason.PhysicalDelivery);
    }

    /// <summary>What the end of the contract itself costs; shares that change hands cost besides.</summary>
    private Charges CostOf(InstrumentBook book, SegmentSession session, SettlementOutcome outcome, Money worth, Money settlementValue)
    {
        if (outcome == SettlementOutcome.Cash || !TryRates(book, out SettlementRates rates)) return Charges.None;
        ContractNote note = session.Ledger.Note;
        switch (outcome)
        {
            case SettlementOutcome.Exercised:
                note.AddExercise(in rates, worth, settlementValue);
                return rates.ForExercise(worth, settlementValue);
            case SettlementOutcome.Assigned:
                note.AddAssignment(in rates, worth);
                return rates.ForAssignment(worth);
            default:
                note.AddWorthless(in rates);
                return rates.ForWorthless();
        }
    }

    private Charges DeliveryOf(InstrumentBook book, SegmentSession session, bool receives, Money value)
    {
        if (!TryRates(book, out SettlementRates rates)) return Charges.None;
        session.Ledger.Note.AddDelivery(in rates, receives, value);
        return rates.ForDelivery(receives, value);
    }

    private bool TryRates(InstrumentBook book, out SettlementRates rates)
    {
        if (charges.TryResolveSettlement(broker, book.Instrument, book.Instrument.Expiry!.Value, out rates, out _)) return true;
        quarantine.Refuse(Reason.NoChargeRow, book.Id, book.ExpiryDay);
        return false;
    }

    private static Reason ReasonOf(SettlementOutcome outcome) => outcome switch
    {
        SettlementOutcome.Exercised => Reason.Exercised,
        SettlementOutcome.Assigned => Reason.Assigned,
        SettlementOutcome.Worthless => Reason.ExpiredWorthless,
        _ => Reason.Expiry,
    };

    private void Tell(
        InstrumentBook book, SegmentSession session, in FinalPrice final, SettlementOutcome outcome, in Charges cost, Money value, Money gross, int into, int moved)
    {
        OutboundEvent e = default;
        e.Settlement = new SettlementBody
        {
            PlanId = book.Runner?.Plan.Id ?? 0,
            Quantity = book.Position.Quantity,
            Day = book.ExpiryDay,
            Outcome = outcome,
            Source = final.Source,
            Style = moved != 0 ? SettlementStyle.Physical : SettlementStyle.Cash,
            Into = into,
            Shares = moved,
            Price = final.Price,
            Value = value,
            Gross = gross,
            Brokerage = cost.Brokerage,
            TransactionTax = cost.TransactionTax,
            Exchange = cost.Exchange,
            Sebi = cost.Sebi,
            Stamp = cost.Stamp,
            Gst = cost.Gst,
        };
        emitter.Emit(OutboundKind.Settlement, ReasonOf(outcome), book.Id, ref e);
    }
}
