using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// The bill of one rounding group: one client, broker, trade date and exchange segment. Gather the day's orders and turnovers, then
/// <see cref="Strike(NoteRules, string)"/> it: each line is summed exactly and rounded once, as brokers do. Decimal, so for the end of the
/// day and not for the hot path; no call allocates. Depository charges are outside the note (<see cref="DepositoryCharges"/>).
/// </summary>
public sealed class ContractNote : IStateful
{
    private NoteSums _sums;

    public ContractNote(DateOnly date) => Begin(date);

    /// <summary>Day of the trades: its rules round the note.</summary>
    public DateOnly Date => _sums.Date;

    /// <summary>Empties the note for another day or group.</summary>
    public void Begin(DateOnly date) => _sums = new NoteSums { Date = date };

    /// <summary>Brokerage of one executed order, all its fills together, rounded to the paisa by itself.</summary>
    public void AddOrder(in ChargeRates rates, Money orderValue)
    {
        if (orderValue.Micros != 0) AddBrokerage(rates.Table.ExactBrokerage(orderValue), rates.Table.GstOnBrokerage);
    }

    /// <summary>Further brokerage of the group, such as an order given by telephone.</summary>
    public void AddFee(in ChargeRates rates, Money fee) => AddBrokerage(fee.ToDecimal(), rates.Table.GstOnBrokerage);

    /// <summary>A day's purchases and sales of one instrument, without their brokerage.</summary>
    public void AddTurnover(in ChargeRates rates, in DayTurnover turnover)
    {
        RateTable table = rates.Table;
        AddTurnoverFees(table, turnover);
        decimal tax = TaxByLeg(table, turnover);
        decimal stamp = turnover.Bought.ToDecimal() * table.StampFor(buy: true).ToDecimal() + turnover.Sold.ToDecimal() * table.StampFor(buy: false).ToDecimal();
        _sums.TaxByLeg += tax;
        _sums.StampByLeg += stamp;
        _sums.TaxByAverage += table.Class.IsCash ? DayAverage.Tax(table, turnover) : tax;
        _sums.StampByAverage += table.Class.IsCash ? DayAverage.Stamp(table, turnover, stamp) : stamp;
    }

    /// <summary>A day on which one share was traded both for delivery and intraday: taxed by the day's average over both, or order by order.</summary>
    public void AddMixedTurnover(in ChargeRates delivery, in DayTurnover delivered, in ChargeRates intraday, in DayTurnover traded)
    {
        AddTurnoverFees(delivery.Table, delivered);
        AddTurnoverFees(intraday.Table, traded);
        decimal stamp = delivered.Bought.ToDecimal() * delivery.Table.StampFor(buy: true).ToDecimal()
            + traded.Bought.ToDecimal() * intraday.Table.StampFor(buy: true).ToDecimal();
        _sums.TaxByLeg += TaxByLeg(delivery.Table, delivered) + TaxByLeg(intraday.Table, traded);
        _sums.TaxByAverage += DayAverage.Tax(delivery.Table, delivered + traded);
        _sums.StampByLeg += stamp;
        _sums.StampByAverage += stamp;
    }

    /// <summary>A long option exercised, exact.</summary>
    public void AddExercise(in SettlementRates rates, Money intrinsic, Money settlementValue) => Add(rates.Table.Exercise(intrinsic, settlementValue));

    /// <summary>A short option assigned, exact.</summary>
    public void AddAssignment(in SettlementRates rates, Money intrinsic) => Add(rates.Table.Assignment(intrinsic));

    /// <summary>An option that expired worthless: nothing by default.</summary>
    public void AddWorthless(in SettlementRates rates) => Add(rates.Table.Worthless());

    /// <summary>Shares received or given, exact.</summary>
    public void AddDelivery(in SettlementRates rates, bool receives, Money value, bool nettedOff = false) => Add(rates.Table.Delivery(receives, value, nettedOff));

    /// <summary>Takes the caller's stamp duty of the whole group instead of the computed one.</summary>
    public void SetStamp(Money exact) => (_sums.StampGiven, _sums.StampOverride) = (true, exact.ToDecimal());

    /// <summary>The note's lines, rounded as the broker bills on that day; STT by the broker's ledger basis.</summary>
    public Charges Strike(NoteRules rules, string broker) => Strike(rules.For(broker, Date));

    /// <summary>The note's lines, rounded as the settings say.</summary>
    public Charges Strike(in NoteSettings settings)
    {
        NoteLines exact = Exact(settings);
        decimal exchange = Paise(_sums.Exchange), sebi = Paise(_sums.Sebi);
        decimal gst = exact.Gst;
        if (settings.GstOnRounded && _sums.GstRate != 0)
            gst = _sums.GstRate * (_sums.BrokeragePaise + exchange - Paise(_sums.ExchangeOutsideGst) + sebi - Paise(_sums.SebiOutsideGst));
        return new Charges(
            Money.FromRupees(_sums.BrokeragePaise),
            Money.FromRupees(Round(exact.TransactionTax, _sums.Commodity ? settings.Ctt : settings.Stt)),
            Money.FromRupees(exchange),
            Money.FromRupees(sebi),
            Money.FromRupees(Round(exact.Stamp, settings.Stamp)),
            Money.FromRupees(Paise(gst)));
    }

    /// <summary>The same lines before rounding; their total is the estimate of the whole group.</summary>
    public NoteLines Exact(in NoteSettings settings)
    {
        bool average = settings.LedgerBasis == SttBasis.DayAverage;
        decimal gstBase = _sums.BrokerageExact + _sums.Exchange - _sums.ExchangeOutsideGst + _sums.Sebi - _sums.SebiOutsideGst;
        return new NoteLines(
            _sums.BrokerageExact,
            average ? _sums.TaxByAverage : _sums.TaxByLeg,
            _sums.Exchange,
            _sums.Sebi,
            _sums.StampGiven ? _sums.StampOverride : average ? _sums.StampByAverage : _sums.StampByLeg,
            _sums.GstRate * gstBase);
    }

    /// <summary>What the day's end must still post: the note less what was accrued fill by fill, line by line; its total is the amount.</summary>
    public static Charges TrueUp(in Charges note, in Charges accrued) => note - accrued;

    public void Save(StateWriter writer) => writer.Write(_sums);

    public void Load(StateReader reader) => _sums = reader.Read<NoteSums>();

    private void AddBrokerage(decimal exact, Rate gst)
    {
        _sums.BrokerageExact += exact;
        _sums.BrokeragePaise += Paise(exact);
        if (gst != default) _sums.GstRate = gst.ToDecimal();
    }

    private void AddTurnoverFees(RateTable table, in DayTurnover turnover)
    {
        decimal total = turnover.Total.ToDecimal();
        _sums.Commodity |= table.Class.TaxLevy == "CTT";
        _sums.GstRate = table.Gst.ToDecimal();
        _sums.Exchange += total * table.Exchange.ToDecimal();
        _sums.ExchangeOutsideGst += total * (table.Exchange.ToDecimal() - table.ExchangeInGst.ToDecimal());
        decimal sebi = total * table.Rows.Sebi.Rate.ToDecimal();
        _sums.Sebi += sebi;
        if (table.SebiInGst == default) _sums.SebiOutsideGst += sebi;
    }

    private void Add(in SettlementLines lines)
    {
        _sums.BrokerageExact += lines.Brokerage;
        _sums.BrokeragePaise += Paise(lines.Brokerage);
        if (lines.Brokerage != 0) _sums.GstRate = lines.GstRate;
        _sums.Commodity |= lines.Commodity;
        _sums.TaxByLeg += lines.Tax;
        _sums.TaxByAverage += lines.Tax;
        _sums.StampByLeg += lines.Stamp;
        _sums.StampByAverage += lines.Stamp;
    }

    private static decimal TaxByLeg(RateTable table, in DayTurnover turnover) =>
        turnover.Bought.ToDecimal() * table.TaxFor(buy: true).ToDecimal() + turnover.Sold.ToDecimal() * table.TaxFor(buy: false).ToDecimal();

    private static decimal Paise(decimal rupees) => decimal.Round(rupees, 2, MidpointRounding.AwayFromZero);

    private static decimal Round(decimal rupees, Rounding rounding) =>
        rounding == Rounding.Paise ? Paise(rupees) : decimal.Round(Paise(rupees), 0, MidpointRounding.AwayFromZero);
}
