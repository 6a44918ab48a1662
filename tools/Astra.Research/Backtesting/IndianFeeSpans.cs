using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>The dated Indian charges of an instrument over a series, one span for each Indian day.</summary>
public static class IndianFeeSpans
{
    /// <param name="product">As what it is held: a share intraday or in delivery; derivatives do not differ.</param>
    /// <remarks>
    /// A share bought and sold on one day is charged as the day trade that it turned out to be. One sold out of a holding and bought back the same day is
    /// charged as two deliveries here, where a contract note would net them.
    /// </remarks>
    /// <param name="asOf">Charge every day as this one; null charges each by its own date.</param>
    /// <exception cref="BacktestException">The schedules have no rates for the instrument on one of the days.</exception>
    public static FeeSpan<IndianFees>[] Of(BarSeries series, ChargeBook book, string broker, Product product, DateOnly? asOf = null)
    {
        var spans = new List<FeeSpan<IndianFees>>();
        int day = int.MinValue;
        for (int i = 0; i < series.Count; i++)
        {
            int of = Ist.DayOf(series[i].Start);
            if (of == day) continue;
            day = of;
            DateOnly date = asOf ?? Ist.DateOf(day);
            ChargeRates rates = Rates(series, book, broker, product, date);
            spans.Add(new(i, new IndianFees(rates, product == Product.Delivery ? Rates(series, book, broker, Product.Intraday, date) : rates, i)));
        }
        return [.. spans];
    }

    private static ChargeRates Rates(BarSeries series, ChargeBook book, string broker, Product product, DateOnly day) =>
        book.TryResolve(broker, series.Instrument, product, day, out ChargeRates rates, out string? problem)
            ? rates
            : throw new BacktestException($"{series.Instrument.Symbol} on {day:yyyy-MM-dd}: {problem}; give flat fees (--costs flat), another broker, or charge all days as one that is known (--charges-of 2024-01-01)");

    /// <summary>A trade's charges by component, both of its sides.</summary>
    public static Charges Of(in LedgerTrade trade, ReadOnlySpan<FeeSpan<IndianFees>> spans, int multiplier)
    {
        long units = (long)trade.Quantity * multiplier;
        IndianFees entered = At(spans, trade.EntryBar);
        return trade.ExitBar < 0 ? entered.Parts(trade.Side > 0, trade.EntryUnits, units) : At(spans, trade.ExitBar).PartsOf(in trade, units, in entered);
    }

    private static IndianFees At(ReadOnlySpan<FeeSpan<IndianFees>> spans, int bar)
    {
        int low = 0, high = spans.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (spans[middle].FirstBar <= bar) low = middle;
            else high = middle - 1;
        }
        return spans[low].Fees;
    }
}
