using System.CommandLine;
using System.Globalization;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>The options that say what is swept: data, strategy, rules and costs.</summary>
internal sealed class SweepOptions
{
    private const string AllIn = "all-in";
    private const decimal MostCash = 1_000_000_000_000m;

    private readonly Option<string> _bars = new("--bars") { Description = "CSV of bars: time,session,open,high,low,close,volume, or ts,symbol,segment,open,high,low,close,volume (.gz by its ending)", HelpName = "CSV", Required = true };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Which instrument, when the file holds several", HelpName = "NAME" };
    private readonly Option<bool> _repair = new("--repair") { Description = "Leave bad rows out instead of refusing the file" };
    private readonly Option<string?> _from = new("--from") { Description = "First day, Indian date", HelpName = "DATE" };
    private readonly Option<string?> _to = new("--to") { Description = "Last day, itself included", HelpName = "DATE" };
    private readonly Option<int?> _interval = new("--interval") { Description = "Minutes of the bars to trade on, a multiple of the file's", HelpName = "N" };
    private readonly Option<string?> _style = new("--style") { Description = "Bars that the strategy reads: candle (default), heikin-ashi, renko or range; fills are always of candles", HelpName = "S" };
    private readonly Option<decimal?> _brick = new("--brick") { Description = "Brick or range in rupees, for renko and range", HelpName = "R" };
    private readonly Option<string> _strategy = new("--strategy") { Description = "Name of the strategy, for example macd or sma-cross", HelpName = "NAME", Required = true };
    private readonly Option<string?> _mode = new("--mode") { Description = "long (default; a signal to be short only leaves), short, or reverse (always one or the other)", HelpName = "M" };
    private readonly Option<string> _quantity = new("--quantity") { Description = "Units of an entry, or all-in: as many whole lots as cash pays for", HelpName = "N|all-in", DefaultValueFactory = _ => "1" };
    private readonly Option<decimal> _cash = new("--cash") { Description = "Rupees at the start", HelpName = "R", DefaultValueFactory = _ => 1_000_000m };
    private readonly Option<decimal> _feeRate = new("--fee-rate") { Description = "Share of each fill's value: 0.0003 is 0.03%", HelpName = "R" };
    private readonly Option<string?> _costs = new("--costs") { Description = "india: the dated Indian charges, all six components, instead of --fee-rate", HelpName = "india" };
    private readonly Option<string> _broker = new("--broker") { Description = "Whose brokerage and square-off times, with --costs india and --intraday", HelpName = "NAME", DefaultValueFactory = _ => "ZERODHA" };
    private readonly Option<string?> _costsAsOf = new("--costs-as-of") { Description = "Charge every day as this one, instead of each by its own date", HelpName = "DATE" };
    private readonly Option<int> _slippage = new("--slippage") { Description = "Ticks that each fill gives away", HelpName = "TICKS" };
    private readonly Option<bool> _intraday = new("--intraday") { Description = "Nothing is kept overnight; positions leave at the square-off time" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_bars, _symbol, _repair, _from, _to, _interval, _style, _brick, _strategy, _mode, _quantity, _cash, _feeRate, _costs, _broker, _costsAsOf, _slippage, _intraday])
            command.Add(option);
    }

    /// <exception cref="UsageException">A value makes no sense; with the remedy.</exception>
    public SweepSpec Read(ParseResult parsed)
    {
        string bars = parsed.GetRequiredValue(_bars);
        DataFile.RequireFile(bars);
        bool india = OneOf(parsed, _costs, ("india", true));
        decimal rate = parsed.GetValue(_feeRate);
        if (rate is < 0 or > 1 || rate * 1_000_000_000m % 1 != 0) throw new UsageException($"--fee-rate {rate}: give a share from 0 to 1 with nine decimals at most, 0.0003 for 0.03%");
        if (india && rate != 0) throw new UsageException("give either --costs india or --fee-rate");
        decimal cash = parsed.GetValue(_cash);
        if (cash is <= 0 or > MostCash) throw new UsageException($"--cash {cash}: give rupees over 0 and up to {MostCash:N0}");
        int slippage = parsed.GetValue(_slippage);
        if (slippage is < 0 or > 10_000) throw new UsageException($"--slippage {slippage}: give ticks, 0 to 10000");
        ChartStyle style = OneOf(parsed, _style, ("candle", ChartStyle.Candle), ("heikin-ashi", ChartStyle.HeikinAshi), ("renko", ChartStyle.Renko), ("range", ChartStyle.Range));
        decimal brick = parsed.GetValue(_brick) ?? 0;
        bool needsBrick = style is ChartStyle.Renko or ChartStyle.Range;
        if (needsBrick != brick > 0 || brick < 0) throw new UsageException(needsBrick ? $"--style {parsed.GetValue(_style)} needs --brick, rupees over 0" : "--brick belongs to --style renko and range, and is over 0");
        if (brick * Price.UnitsPerRupee % 1 != 0) throw new UsageException($"--brick {brick}: give no more than four decimals");
        return new SweepSpec
        {
            Bars = bars,
            Symbol = parsed.GetValue(_symbol),
            Repair = parsed.GetValue(_repair),
            From = DateOf(parsed, _from),
            To = DateOf(parsed, _to),
            Interval = Interval(parsed),
            Style = style,
            ChartSize = brick,
            Strategy = parsed.GetRequiredValue(_strategy),
            Sides = OneOf(parsed, _mode, ("long", TradeSides.LongOnly), ("short", TradeSides.ShortOnly), ("reverse", TradeSides.Reverse)),
            Quantity = Quantity(parsed.GetValue(_quantity)!),
            Cash = cash,
            FeeRate = rate,
            Broker = india ? parsed.GetValue(_broker) : null,
            ChargesAsOf = DateOf(parsed, _costsAsOf),
            SlippageTicks = slippage,
            Intraday = parsed.GetValue(_intraday),
        };
    }

    /// <summary>Whose square-off times count.</summary>
    public string Broker(ParseResult parsed) => parsed.GetValue(_broker)!;

    private static int Quantity(string text) =>
        text == AllIn ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int units) && units is > 0 and <= 100_000_000 ? units
        : throw new UsageException($"--quantity {text}: give units from 1 to 100000000, or {AllIn}");

    private int? Interval(ParseResult parsed) => parsed.GetValue(_interval) is not { } minutes ? null
        : Resampler.Intervals.Contains(minutes) ? minutes
        : throw new UsageException($"--interval {minutes}: give one of {string.Join(", ", Resampler.Intervals)} minutes");

    private static DateOnly? DateOf(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? Dates.Parse(text, option.Name) : null;

    private static T OneOf<T>(ParseResult parsed, Option<string?> option, params (string Word, T Value)[] words) where T : struct
    {
        if (parsed.GetValue(option) is not { } text) return default;
        foreach ((string word, T value) in words)
            if (word == text) return value;
        throw new UsageException($"{option.Name} {text}: give {string.Join(", ", words.Select(w => w.Word))}");
    }
}
