using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra feasible</c>: which instruments a capital can trade, and why not the others.</summary>
internal static class FeasibleCommand
{
    private const decimal HighestCapital = 1_000_000_000_000m;

    public static Command Create()
    {
        Option<decimal> capital = new("--capital") { Description = "Capital in rupees", HelpName = "R", Required = true };
        Option<string?> recording = new("--recording") { Description = "Instruments and last prices of a recording", HelpName = "FILE" };
        Option<string?> contracts = new("--instruments-from") { Description = "CSV of contracts: symbol,segment,price[,underlying,lot,multiplier,strike,right,expiry,underlying_price,as_of]", HelpName = "CSV" };
        Option<string?> prices = new("--prices") { Description = "CSV of prices in place of the source's own: symbol,price; an underlying's name prices what its options are on", HelpName = "CSV" };
        Option<string?> segment = new("--segment") { Description = "Only these segments, separated by commas: NSE_EQ, NSE_FUT, NSE_OPT, MCX_FUT, CUR_FUT …", HelpName = "CODES" };
        Option<string> product = new("--product") { Description = "How it is held: MIS (within the day, everything), CNC (delivery: shares) or NRML (overnight: derivatives, on the same margin as MIS)", HelpName = "P", DefaultValueFactory = _ => "MIS" };
        Option<string> side = new("--side") { Description = "buy, or sell to open: a sold option asks a margin", HelpName = "S", DefaultValueFactory = _ => "buy" };
        Option<string?> at = new("--at") { Description = "Day of rates and rules (default: the day of the prices)", HelpName = "DATE" };
        Option<string?> only = new("--only") { Description = "List yes (what can be traded) or no (what cannot)", HelpName = "yes|no" };
        Option<int?> limit = new("--limit") { Description = "Most instruments to list", HelpName = "N" };
        Option<string?> margins = new("--margin-rates") { Description = "Dated margin rates to use instead of those shipped", HelpName = "CSV" };
        Option<string?> rules = new("--capital-rules") { Description = "Dated capital rules to use instead of those shipped", HelpName = "CSV" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("feasible", "Which instruments a capital can trade, with the reason of each; margins are approximations")
        {
            capital, recording, contracts, prices, segment, product, side, at, only, limit, margins, rules, json,
        };
        command.SetAction(parsed =>
        {
            Money money = Capital(parsed.GetRequiredValue(capital));
            Product held = OneOf(parsed.GetValue(product)!, "--product", ("MIS", Product.Intraday), ("CNC", Product.Delivery), ("NRML", Product.Carry));
            bool sell = OneOf(parsed.GetValue(side)!, "--side", ("BUY", false), ("SELL", true));
            if (sell && held == Product.Delivery) throw new UsageException("--side sell with --product CNC: shares are not sold to open for delivery; sell them as MIS");
            bool? listed = parsed.GetValue(only) is { } word ? OneOf(word, "--only", ("YES", true), ("NO", false)) : null;
            if (parsed.GetValue(limit) is < 0) throw new UsageException($"--limit {parsed.GetValue(limit)}: give a number of instruments, 0 or more");
            string[]? segments = Segments(parsed.GetValue(segment));
            CapitalFilter filter = Filter(parsed.GetValue(margins) ?? ProgramData.MarginRates, parsed.GetValue(rules) ?? ProgramData.CapitalRules);
            FeasibleMarket market = Market(parsed.GetValue(recording), parsed.GetValue(contracts), parsed.GetValue(prices), out bool examples);
            DateOnly day = parsed.GetValue(at) is { } text ? Dates.Parse(text, "--at") : market.Day;
            FeasibleQuestion asked = new(money, day, sell, held, market.Source, examples);
            FeasibleRow[] rows = [.. Rows(filter, market, asked, segments)];
            FeasibleRow[] shown = [.. rows.Where(r => listed is null || r.Result.Ok == listed)];
            if (parsed.GetValue(json)) FeasibleReport.WriteJson(asked, rows, shown, parsed.GetValue(limit));
            else FeasibleReport.Write(asked, rows, shown, parsed.GetValue(limit));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>By class, and within it what can be traded first and what needs least before the rest.</summary>
    private static IEnumerable<FeasibleRow> Rows(CapitalFilter filter, FeasibleMarket market, FeasibleQuestion asked, string[]? segments) =>
        Enumerable.Range(0, market.Instruments.Length)
            .Where(i => CanBeHeld(market.Instruments[i], asked.Product) && (segments is null || segments.Contains(SegmentCode.Of(market.Instruments[i]))))
            .Select(i => FeasibleRow.Of(filter, market.Instruments[i], market.Last[i], market.Underlying[i], asked.Product, asked.Capital, asked.Sell, asked.Day))
            .OrderBy(r => r.Problem is not null).ThenBy(r => r.Terms.Class).ThenBy(r => !r.Result.Ok).ThenBy(r => r.Result.Needed)
            .ThenBy(r => r.Instrument.Symbol, StringComparer.Ordinal);

    private static bool CanBeHeld(Instrument instrument, Product product) =>
        product == Product.Intraday || (product == Product.Delivery) == (instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf);

    private static FeasibleMarket Market(string? recording, string? contracts, string? prices, out bool examples)
    {
        if (recording is not null && contracts is not null) throw new UsageException("--recording and --instruments-from exclude each other; give one");
        examples = recording is null && contracts is null;
        FeasibleMarket market;
        if (recording is not null)
        {
            DataFile.RequireFile(recording);
            market = FeasibleMarket.Recorded(recording);
        }
        else if (contracts is not null) market = ContractList.Read(contracts, Path.GetFileName(contracts));
        else market = ContractList.Read(ProgramData.ExampleContracts, "typical contracts at EXAMPLE prices that are not the market's (give --recording, --instruments-from or --prices)");
        if (prices is null) return market;
        PriceList list = PriceList.Read(prices);
        market = market.With(list);
        string[] unused = [.. list.Unused];
        if (unused.Length > 0)
            Terminal.Say($"{prices}: {Count.Of(unused.Length, "symbol")} that no instrument bears: {string.Join(", ", unused.Take(5))}{(unused.Length > 5 ? " …" : "")}; give their contracts with --instruments-from");
        return market;
    }

    private static CapitalFilter Filter(string margins, string rules)
    {
        try
        {
            return new CapitalFilter(MarginBook.Parse(DataFile.ReadText(margins)), CapitalRules.Parse(DataFile.ReadText(rules)));
        }
        catch (ScheduleFormatException e)
        {
            throw new UsageException($"{(e.File == ScheduleFile.MarginRates ? margins : rules)}, line {e.Line}: {e.Problem}; {e.Remedy}");
        }
    }

    private static Money Capital(decimal rupees) =>
        rupees is > 0 and <= HighestCapital ? Money.FromRupees(rupees) : throw new UsageException($"--capital {rupees}: give rupees, more than 0 and at most 1,000,000,000,000");

    private static string[]? Segments(string? text)
    {
        if (text is null) return null;
        string[] codes = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(c => c.ToUpperInvariant())];
        if (codes.Length == 0 || Array.Find(codes, c => !SegmentCode.Known.Contains(c)) is { } unknown && unknown.Length > 0)
            throw new UsageException($"--segment {text}: give one or more of {string.Join(", ", SegmentCode.Known)}");
        return codes;
    }

    private static T OneOf<T>(string word, string option, params ReadOnlySpan<(string Word, T Value)> known)
    {
        foreach ((string each, T value) in known)
            if (word.Equals(each, StringComparison.OrdinalIgnoreCase)) return value;
        string words = string.Join(", ", known.ToArray().Select(k => option == "--product" ? k.Word : k.Word.ToLowerInvariant()));
        throw new UsageException($"{option} {word}: give one of {words}");
    }
}
