using System.Text.Json;
using System.Text.Json.Serialization;
using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// A sweep in words: data, strategy and rules, without its parameter sets. As JSON it is all that another process needs, with the same files
/// at hand, to take blocks of the same sweep.
/// </summary>
public sealed record SweepSpec
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>CSV of bars, see <see cref="BarFile"/>.</summary>
    public required string Bars { get; init; }

    /// <summary>Which of several in the file.</summary>
    public string? Symbol { get; init; }

    /// <summary>Leave bad rows out and count them.</summary>
    public bool Repair { get; init; }

    /// <summary>Minutes of the bars to trade on; null takes the file's.</summary>
    public int? Interval { get; init; }

    /// <summary>First Indian date; null from the file's first bar on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last Indian date, itself included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Registry name or another name of the strategy.</summary>
    public required string Strategy { get; init; }

    public ChartStyle Style { get; init; }

    /// <summary>Brick or range, rupees.</summary>
    public decimal ChartSize { get; init; }

    public TradeSides Sides { get; init; }

    /// <summary>Units of an entry; 0 = all-in.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Rupees.</summary>
    public decimal Cash { get; init; } = 1_000_000m;

    public int SlippageTicks { get; init; }

    public bool Intraday { get; init; }

    /// <summary>Share of each fill's value, where <see cref="Broker"/> is null.</summary>
    public decimal FeeRate { get; init; }

    /// <summary>Whose plan of the Indian charges is paid; null pays flat fees.</summary>
    public string? Broker { get; init; }

    /// <summary>Charge every day as this one; null charges each by its own date.</summary>
    public DateOnly? ChargesAsOf { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static SweepSpec FromJson(string json) => JsonSerializer.Deserialize<SweepSpec>(json, Json)!;

    /// <summary>The strategy that is meant.</summary>
    /// <exception cref="SweepException">There is none of that name.</exception>
    public StrategyDescriptor Descriptor => StrategyRegistry.TryGet(Strategy, out StrategyDescriptor? found)
        ? found
        : throw new SweepException($"no strategy is called '{Strategy}'; there are {string.Join(", ", StrategyRegistry.All.Select(s => s.Name))}");

    /// <summary>Reads the data and makes ready.</summary>
    /// <param name="calendar">Sessions; needed for intraday rules, and for longer bars of sessions with a late open.</param>
    /// <param name="book">Needed where <see cref="Broker"/> is given.</param>
    /// <exception cref="ResearchInputException">The file of bars cannot be used.</exception>
    /// <exception cref="BacktestException">The strategy or the charges do not fit the data.</exception>
    /// <exception cref="SweepException">What is asked for is not in the data.</exception>
    public SweepWork Open(SessionCalendar? calendar = null, ChargeBook? book = null)
    {
        StrategyDescriptor strategy = Descriptor;
        BarSeries series = Series(calendar);
        LedgerRules rules = new() { Cash = Money.FromRupees(Cash), Sides = Sides, Quantity = Quantity, SlippageTicks = SlippageTicks, Intraday = Intraday };
        return new SweepWork(new SweepQuestion(series, strategy, rules)
        {
            FeeRate = (long)decimal.Round(FeeRate * 1_000_000_000m),
            IndianFees = Broker is null ? null : IndianFeeSpans.Of(series, book ?? throw new ArgumentNullException(nameof(book)), Broker, Product(series.Instrument), ChargesAsOf),
            Gates = Intraday && calendar is not null ? SessionGates.Of(series, calendar) : null,
            Style = Style,
            ChartSize = Price.FromRupees(ChartSize),
            Spec = ToJson(),
        });
    }

    private Product Product(Instrument instrument) =>
        Intraday ? Markets.Product.Intraday : instrument.Kind is InstrumentKind.Future or InstrumentKind.Option or InstrumentKind.Index ? Markets.Product.Carry : Markets.Product.Delivery;

    private BarSeries Series(SessionCalendar? calendar)
    {
        BarFileContent file = BarFile.Read(Bars, new BarFileOptions { Repair = Repair, Symbols = Symbol is null ? null : [Symbol], Calendar = calendar });
        if (file.Series.Count > 1)
            throw new SweepException($"{Bars} holds {file.Series.Count} instruments and a sweep takes one; give --symbol, one of {string.Join(", ", file.Series.Take(12).Select(s => s.Instrument.Symbol))}{(file.Series.Count > 12 ? " and others" : "")}");
        BarSeries series = file.Series[0];
        if (From is not null || To is not null)
        {
            Bar[] kept = [.. series.Bars.ToArray().Where(bar => Ist.DateOf(bar.Start) is var day && !(day < From) && !(day > To))];
            if (kept.Length == 0) throw new SweepException($"no bar of {series.Instrument.Symbol} from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}; the file runs from {Ist.DateOf(series[0].Start):yyyy-MM-dd} to {Ist.DateOf(series[^1].Start):yyyy-MM-dd}");
            series = new BarSeries(series.Instrument, series.IntervalMinutes, kept);
        }
        if (Interval is not { } minutes || minutes == series.IntervalMinutes) return series;
        if (minutes < series.IntervalMinutes || minutes % series.IntervalMinutes != 0)
            throw new SweepException($"bars of {series.IntervalMinutes} minutes do not make bars of {minutes}; give a multiple of {series.IntervalMinutes}");
        return Resampler.To(series, minutes, calendar);
    }
}
