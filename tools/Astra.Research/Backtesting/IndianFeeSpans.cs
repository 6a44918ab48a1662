using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>The dated Indian charges of an instrument over a series, one span for each Indian day.</summary>
public static class IndianFeeSpans
{
    /// <param name="product">As what it is held: a share intraday or in delivery; derivatives do not differ.</param>
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
            if (asOf is not null && spans.Count > 0) break;
            spans.Add(new(i, new IndianFees(Rates(series, book, broker, product, asOf ?? Ist.DateOf(day)))));
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
        Charges charges = At(spans, trade.EntryBar).Parts(trade.Side > 0, trade.EntryUnits, units);
        return trade.ExitBar < 0 ? charges : charges + At(spans, trade.ExitBar).Parts(trade.Side < 0, trade.ExitUnits, units);
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
