using Astra.Costs;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>What was chosen of money and costs, and the runner that follows from it.</summary>
internal sealed record LedgerChoice
{
    public required LedgerRules Rules { get; init; }

    public required string Mode { get; init; }

    /// <summary>In billionths of a fill's value.</summary>
    public required long FeeRate { get; init; }

    public required bool India { get; init; }

    public required string Broker { get; init; }

    /// <summary>The day whose charges count; null: each its own.</summary>
    public DateOnly? ChargesOf { get; init; }

    /// <summary>As it was given; null when it was not.</summary>
    public int? SlippageTicks { get; init; }

    private static readonly Lazy<ChargeBook> Book = new(() => CostBooks.Load().Charges);

    /// <exception cref="BacktestException">No rates are known for the instrument on one of the days.</exception>
    public NextOpenRunner RunnerOf(BarSeries series, SessionCalendar calendar)
    {
        BarGate[]? gates = GatesOf(series, calendar);
        return ChargesOn(series) is { } charges
            ? NextOpenRunner.WithIndianFees(series, Rules, charges, gates)
            : NextOpenRunner.WithFlatFees(series, Rules, FeeRate, gates);
    }

    /// <summary>What each bar's place in its session asks; null when sessions do not matter.</summary>
    public BarGate[]? GatesOf(BarSeries series, SessionCalendar calendar)
    {
        if (Rules.Quantity > 0 && Rules.Quantity < series.Instrument.LotSize)
            throw new UsageException($"--quantity {Rules.Quantity}: {series.Instrument.Symbol} trades in lots of {series.Instrument.LotSize}; give that, a multiple, or all-in");
        if (!Rules.Intraday) return null;
        BarGate[] gates = SessionGates.Of(series, calendar);
        return gates.All(gate => (gate & BarGate.NoEntry) != 0)
            ? throw new UsageException($"--intraday: no bar of {series.Instrument.Symbol} lies in a session of its exchange; leave it out for such data")
            : gates;
    }

    /// <summary>The dated Indian charges; null where fees are flat.</summary>
    /// <exception cref="BacktestException">No rates are known for the instrument on one of the days.</exception>
    public FeeSpan<IndianFees>[]? ChargesOn(BarSeries series)
    {
        if (!India) return null;
        return Book.Value.Brokers.Contains(Broker, StringComparer.OrdinalIgnoreCase)
            ? IndianFeeSpans.Of(series, Book.Value, Broker, ProductOf(series.Instrument), ChargesOf)
            : throw new UsageException($"--broker {Broker}: the plans know {string.Join(", ", Book.Value.Brokers)}");
    }

    public Product ProductOf(Instrument instrument) =>
        Rules.Intraday ? Product.Intraday : instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf ? Product.Delivery : Product.Carry;

    /// <summary>
    /// Entries that no broker would have financed, in words: shares beyond the cash there was, or beyond five times of it within the day. Null where there
    /// was none, and for derivatives, whose margin is not their value.
    /// </summary>
    public string? Overdrawn(BacktestResult result)
    {
        Instrument instrument = result.Series[0].Instrument;
        if (result.Series.Count != 1 || instrument.Kind is not (InstrumentKind.Equity or InstrumentKind.Etf)) return null;
        int leverage = Rules.Intraday ? 5 : 1;
        int beyond = result.Trades.Count(t =>
            t.Quantity * (t.EntryUnits / (double)Price.UnitsPerRupee) > leverage * (t.EntryBar == 0 ? Rules.Cash.Rupees : result.Equity[t.EntryBar - 1]) * (1 + 1e-9));
        return beyond == 0 ? null
            : $"{beyond} of {result.Trades.Count} entries cost more than {(leverage == 1 ? "the cash" : "five times the cash")} there was, and no broker lends that; give more --cash, a smaller --quantity, or all-in";
    }

    /// <summary>What these rules let happen and an exchange would not.</summary>
    public string? Warning(Instrument instrument) =>
        India && ProductOf(instrument) == Product.Delivery && Rules.Sides != TradeSides.LongOnly
            ? $"{instrument.Symbol}: shares cannot be kept short overnight; give --intraday, or --mode long"
            : null;
}
