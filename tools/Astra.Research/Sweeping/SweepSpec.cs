using System.Text.Json;
using System.Text.Json.Serialization;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// A sweep in words: data, strategy and rules, without its parameter sets. As JSON it tells another process, which has the same files at hand,
/// all that it needs to take blocks of the same sweep.
/// </summary>
public sealed record SweepSpec
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>File of the bars.</summary>
    public required string Source { get; init; }

    public required string Symbol { get; init; }

    public required int IntervalMinutes { get; init; }

    /// <summary>Nanoseconds since the epoch at which the first bar starts.</summary>
    public required long First { get; init; }

    /// <summary>Bars from there on.</summary>
    public required int Bars { get; init; }

    /// <summary>Registry name.</summary>
    public required string Strategy { get; init; }

    public ChartStyle Style { get; init; }

    /// <summary>Brick or range in price units.</summary>
    public long ChartSizeUnits { get; init; }

    public TradeSides Sides { get; init; }

    /// <summary>Units of an entry; 0 = all-in.</summary>
    public int Quantity { get; init; }

    public long CashMicros { get; init; }

    public int SlippageTicks { get; init; }

    public bool Intraday { get; init; }

    /// <summary>Share of each fill's value in billionths, where <see cref="Broker"/> is null.</summary>
    public long FeeRate { get; init; }

    /// <summary>Whose plan of the Indian charges is paid; null pays flat fees.</summary>
    public string? Broker { get; init; }

    /// <summary>The day whose charges count for all; null charges each day by its own date.</summary>
    public DateOnly? ChargesOf { get; init; }

    public static SweepSpec Of(string source, BarSeries series, BacktestSpec spec, LedgerRules rules, long feeRate, string? broker, DateOnly? chargesOf) => new()
    {
        Source = source,
        Symbol = series.Instrument.Symbol,
        IntervalMinutes = series.IntervalMinutes,
        First = series.Count == 0 ? 0 : series[0].Start.UnixNanos,
        Bars = series.Count,
        Strategy = spec.Strategy.Name,
        Style = spec.Style,
        ChartSizeUnits = spec.ChartSize.Units,
        Sides = rules.Sides,
        Quantity = rules.Quantity,
        CashMicros = rules.Cash.Micros,
        SlippageTicks = rules.SlippageTicks,
        Intraday = rules.Intraday,
        FeeRate = feeRate,
        Broker = broker,
        ChargesOf = chargesOf,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static SweepSpec FromJson(string json) => JsonSerializer.Deserialize<SweepSpec>(json, Json)!;

    /// <summary>The question on data that were read again.</summary>
    /// <param name="gates">From <see cref="SessionGates"/>, where <see cref="Intraday"/> is set.</param>
    /// <param name="charges">From <see cref="IndianFeeSpans"/>, where <see cref="Broker"/> is given.</param>
    /// <exception cref="SweepException">The data or the strategy are not those of the sweep.</exception>
    public SweepQuestion On(BarSeries series, BarGate[]? gates = null, FeeSpan<IndianFees>[]? charges = null)
    {
        if (!StrategyRegistry.TryGet(Strategy, out StrategyDescriptor? strategy)) throw new SweepException($"there is no strategy {Strategy} here; use the version of Astra that began the sweep");
        if (series.Instrument.Symbol != Symbol || series.IntervalMinutes != IntervalMinutes || series.Count != Bars || (Bars > 0 && series[0].Start.UnixNanos != First))
            throw new SweepException($"{Source}: not the bars of the sweep ({Bars} of {Symbol}, {IntervalMinutes} minutes); give the same file, days and interval");
        if ((Broker is not null) != charges is not null) throw new SweepException(Broker is null ? "the sweep pays flat fees; leave the charges out" : $"the sweep pays the charges of {Broker}; give them");
        LedgerRules rules = new() { Cash = new Money(CashMicros), Sides = Sides, Quantity = Quantity, SlippageTicks = SlippageTicks, Intraday = Intraday };
        return new SweepQuestion(series, strategy, rules)
        {
            FeeRate = FeeRate, IndianFees = charges, Gates = gates, Style = Style, ChartSize = new Price(ChartSizeUnits), Spec = ToJson(),
        };
    }
}
