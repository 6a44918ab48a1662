using System.CommandLine;
using System.Globalization;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>Money, sides, sizes and costs of a backtest.</summary>
internal sealed class LedgerOptions
{
    private readonly Option<string> _mode = new("--mode") { Description = "long, short, or reverse: always one or the other", DefaultValueFactory = _ => "long" };
    private readonly Option<string> _quantity = new("--quantity") { Description = "Units of an entry, or all-in: what cash pays for", HelpName = "N|all-in", DefaultValueFactory = _ => "1" };
    private readonly Option<decimal> _cash = new("--cash") { Description = "Rupees at the start", HelpName = "R", DefaultValueFactory = _ => 1_000_000m };
    private readonly Option<decimal?> _rate = new("--fee-rate") { Description = "Fee of each side as a share of its value, for example 0.0003 (default 0)", HelpName = "R" };
    private readonly Option<string> _costs = new("--costs") { Description = "flat: --fee-rate; india: the dated Indian charges of a broker", DefaultValueFactory = _ => "flat" };
    private readonly Option<string?> _broker = new("--broker") { Description = "Whose brokerage and square-off times (default ZERODHA); belongs to --costs india and --intraday", HelpName = "NAME" };
    private readonly Option<string> _date = new("--charges-of") { Description = "data: each day by its own charges; or one day whose charges count for all", HelpName = "data|YYYY-MM-DD", DefaultValueFactory = _ => "data" };
    private readonly Option<bool> _intraday = new("--intraday") { Description = "Nothing is kept overnight: positions leave at the session's square-off time" };
    private readonly Option<int?> _slippage = new("--slippage-ticks") { Description = "Ticks given away by each fill (default 0; --fill engine and ticks: 1)", HelpName = "N" };

    public void AddTo(System.CommandLine.Command command)
    {
        _mode.AcceptOnlyFromAmong("long", "short", "reverse");
        _costs.AcceptOnlyFromAmong("flat", "india");
        foreach (Option option in (Option[])[_mode, _quantity, _cash, _rate, _costs, _broker, _date, _intraday, _slippage]) command.Add(option);
    }

    public LedgerChoice Read(ParseResult parsed)
    {
        decimal cash = parsed.GetValue(_cash);
        if (cash is <= 0 or > 1_000_000_000_000m) throw new UsageException($"--cash {cash.ToString(CultureInfo.InvariantCulture)}: give rupees, more than 0 and at most 1,000,000,000,000");
        bool india = parsed.GetValue(_costs) == "india";
        if (india && parsed.GetValue(_rate) is not null) throw new UsageException("--fee-rate belongs to --costs flat; --costs india knows its rates");
        int? slippage = parsed.GetValue(_slippage);
        if (slippage is < 0 or > 10_000) throw new UsageException($"--slippage-ticks {slippage}: give 0 to 10,000");
        string date = parsed.GetValue(_date)!;
        return new LedgerChoice
        {
            Rules = new LedgerRules
            {
                Cash = Money.FromRupees(cash),
                Sides = parsed.GetValue(_mode) switch { "short" => TradeSides.ShortOnly, "reverse" => TradeSides.Reverse, _ => TradeSides.LongOnly },
                Quantity = Quantity(parsed.GetValue(_quantity)!),
                SlippageTicks = slippage ?? 0,
                Intraday = parsed.GetValue(_intraday),
            },
            Mode = parsed.GetValue(_mode)!,
            FeeRate = Rate(parsed.GetValue(_rate) ?? 0),
            India = india,
            Broker = parsed.GetValue(_broker) ?? "ZERODHA",
            ChargesOf = date == "data" ? null : Dates.Parse(date, "--charges-of"),
            SlippageTicks = slippage,
        };
    }

    /// <summary>The engine charges each day by that day's own Indian charges, whatever fills its orders; what asks for other costs is refused.</summary>
    /// <exception cref="UsageException">Flat costs, a rate or one day's charges were asked for.</exception>
    public void RequireEngineCosts(ParseResult parsed, string fill)
    {
        string? asked = parsed.GetValue(_rate) is not null ? "--fee-rate"
            : parsed.GetResult(_costs) is { Implicit: false } && parsed.GetValue(_costs) == "flat" ? "--costs flat"
            : parsed.GetValue(_date) != "data" ? "--charges-of"
            : null;
        if (asked is not null)
            throw new UsageException($"{asked} does not go with --fill {fill}: the engine charges each day by its own Indian charges; leave {asked} out, or give --fill next-open");
    }

    private static int Quantity(string text) =>
        text == "all-in" ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int units) && units > 0 ? units
        : throw new UsageException($"--quantity {text}: give a whole number of units, or all-in");

    private static long Rate(decimal rate)
    {
        decimal billionths = rate * 1_000_000_000m;
        return rate is >= 0 and <= 1 && billionths == decimal.Truncate(billionths)
            ? (long)billionths
            : throw new UsageException($"--fee-rate {rate.ToString(CultureInfo.InvariantCulture)}: give a share from 0 to 1 with at most nine decimals, for example 0.0003");
    }
}
