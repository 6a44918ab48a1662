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
        BarGate[]? gates = Rules.Intraday ? SessionGates.Of(series, calendar) : null;
        if (gates is not null && gates.All(gate => (gate & BarGate.NoEntry) != 0))
            throw new UsageException($"--intraday: no bar of {series.Instrument.Symbol} lies in a session of its exchange; leave it out for such data");
        if (!India) return NextOpenRunner.WithFlatFees(series, Rules, FeeRate, gates);
        if (!Book.Value.Brokers.Contains(Broker, StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"--broker {Broker}: the plans know {string.Join(", ", Book.Value.Brokers)}");
        return NextOpenRunner.WithIndianFees(series, Rules, IndianFeeSpans.Of(series, Book.Value, Broker, ProductOf(series.Instrument), ChargesOf), gates);
    }

    public Product ProductOf(Instrument instrument) =>
        Rules.Intraday ? Product.Intraday : instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf ? Product.Delivery : Product.Carry;

    /// <summary>What these rules let happen and an exchange would not.</summary>
    public string? Warning(Instrument instrument) =>
        India && ProductOf(instrument) == Product.Delivery && Rules.Sides != TradeSides.LongOnly
            ? $"{instrument.Symbol}: shares cannot be kept short overnight; give --intraday, or --mode long"
            : null;
}
