using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// What stands behind <see cref="ChargeRates"/>: the rows in force for one broker, class of trade and day, and the same rates made ready
/// for the hot path.
/// </summary>
internal sealed class RateTable
{
    private readonly OrderBrokerage _brokerage;
    private readonly Rate _buyTax;
    private readonly Rate _sellTax;
    private readonly Rate _buyStamp;
    private readonly Rate _sellStamp;
    private readonly QuickRate _quickBuyTax;
    private readonly QuickRate _quickSellTax;
    private readonly QuickRate _quickExchange;
    private readonly QuickRate _quickSebi;
    private readonly QuickRate _quickBuyStamp;
    private readonly QuickRate _quickSellStamp;
    private readonly long _quickLimit;

    public RateTable(ChargeClass trade, DateOnly date, ChargeRows rows, bool ipftInGst)
    {
        (Class, Date, Rows) = (trade, date, rows);
        _buyTax = rows.Tax?.RateFor(buy: true) ?? default;
        _sellTax = rows.Tax?.RateFor(buy: false) ?? default;
        _buyStamp = rows.Stamp.RateFor(buy: true);
        _sellStamp = rows.Stamp.RateFor(buy: false);
        Rate ipft = rows.Ipft?.Rate ?? default;
        Exchange = rows.Exchange.Rate + ipft;
        ExchangeInGst = Part(GstBase.Exchange, rows.Exchange.Rate) + (ipftInGst ? Part(GstBase.Ipft, ipft) : default);
        Gst = rows.Gst.Rate;
        GstOnBrokerage = Part(GstBase.Brokerage, Gst);
        SebiInGst = Part(GstBase.Sebi, rows.Sebi.Rate);
        _brokerage = new OrderBrokerage(rows.Brokerage, GstOnBrokerage, (ExchangeInGst + SebiInGst) * Gst);
        (_quickBuyTax, _quickSellTax) = (new QuickRate(_buyTax), new QuickRate(_sellTax));
        (_quickExchange, _quickSebi) = (new QuickRate(Exchange), new QuickRate(rows.Sebi.Rate));
        (_quickBuyStamp, _quickSellStamp) = (new QuickRate(_buyStamp), new QuickRate(_sellStamp));
        long limit = _brokerage.QuickLimit;
        foreach (QuickRate rate in (ReadOnlySpan<QuickRate>)[_quickBuyTax, _quickSellTax, _quickExchange, _quickSebi, _quickBuyStamp, _quickSellStamp])
            limit = Math.Min(limit, rate.Limit);
        _quickLimit = limit;

        Rate Part(GstBase part, Rate rate) => (rows.Gst.GstBase & part) != 0 ? rate : default;
    }

    public ChargeClass Class { get; }

    public DateOnly Date { get; }

    public ChargeRows Rows { get; }

    /// <summary>Exchange charge and fund together.</summary>
    public Rate Exchange { get; }

    /// <summary>The part of <see cref="Exchange"/> that bears GST.</summary>
    public Rate ExchangeInGst { get; }

    /// <summary>The SEBI fee where it bears GST, else zero.</summary>
    public Rate SebiInGst { get; }

    public Rate Gst { get; }

    /// <summary>GST where brokerage bears it, else zero.</summary>
    public Rate GstOnBrokerage { get; }

    public Rate TaxFor(bool buy) => buy ? _buyTax : _sellTax;

    public Rate StampFor(bool buy) => buy ? _buyStamp : _sellStamp;

    public decimal ExactBrokerage(Money orderValue) => _brokerage.Exact(orderValue);

    public Charges ForFill(bool buy, long value, long before)
    {
        if ((value | before) < 0) ThrowNegative(value, before);
        if (value == 0) return default;
        long after = checked(before + value);
        if (after > _quickLimit) return before == 0 ? ForOrder(buy, after) : ForOrder(buy, after) - ForOrder(buy, before);
        ref readonly QuickRate tax = ref buy ? ref _quickBuyTax : ref _quickSellTax;
        ref readonly QuickRate stamp = ref buy ? ref _quickBuyStamp : ref _quickSellStamp;
        long brokerage = _brokerage.QuickFor(after, out long gst);
        if (before == 0)
            return new Charges(
                new Money(brokerage), new Money(tax.Of(after)), new Money(_quickExchange.Of(after)), new Money(_quickSebi.Of(after)),
                new Money(stamp.Of(after)), new Money(gst));
        long paid = _brokerage.QuickFor(before, out long gstPaid);
        return new Charges(
            new Money(brokerage - paid), new Money(tax.Of(after) - tax.Of(before)), new Money(_quickExchange.Of(after) - _quickExchange.Of(before)),
            new Money(_quickSebi.Of(after) - _quickSebi.Of(before)), new Money(stamp.Of(after) - stamp.Of(before)), new Money(gst - gstPaid));
    }

    /// <summary>Of any value, however large.</summary>
    private Charges ForOrder(bool buy, long value) => new(
        new Money(_brokerage.For(value, out long gst)),
        new Money(TaxFor(buy).Of(value)),
        new Money(Exchange.Of(value)),
        new Money(Rows.Sebi.Rate.Of(value)),
        new Money(StampFor(buy).Of(value)),
        new Money(gst));

    private static void ThrowNegative(long value, long before)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
    }
}
