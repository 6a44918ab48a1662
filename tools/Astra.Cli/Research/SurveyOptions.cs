using System.CommandLine;
using System.Globalization;
using Astra.Core;
using Astra.Costs;
using Astra.Markets;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>What a survey is of.</summary>
internal sealed class SurveyOptions
{
    private readonly Option<string[]> _bars = new("--bars") { Description = "CSV of bars (.gz by its ending); may be given again", HelpName = "CSV", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _symbols = new("--symbols") { Description = "Only these, with commas between them; FILE:SYMBOL picks one file where several have it", HelpName = "A,B" };
    private readonly Option<string> _intervals = new("--intervals") { Description = "Minutes, with commas: 1, 3, 5, 10, 15, 30, 60", HelpName = "N,N", DefaultValueFactory = _ => "5,15,60" };
    private readonly Option<string> _strategies = new("--strategies") { Description = "all of the registry and one hybrid of each form, or names with commas", HelpName = "all|A,B", DefaultValueFactory = _ => "all" };
    private readonly Option<string> _split = new("--split") { Description = "Where choosing ends and judging begins: a date, or a share of the days", HelpName = "DATE|SHARE", DefaultValueFactory = _ => "0.6" };
    private readonly Option<int> _trials = new("--trials") { Description = "Parameter sets to choose among, the defaults first", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<int> _seed = new("--seed") { Description = "Of the random sets", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<decimal> _cash = new("--cash") { Description = "Rupees; each position is the whole lots that it pays for, at least one", HelpName = "R", DefaultValueFactory = _ => 2_000_000m };
    private readonly Option<string> _costs = new("--costs") { Description = "india: the dated Indian charges of a broker; flat: --fee-rate", DefaultValueFactory = _ => "india" };
    private readonly Option<decimal?> _rate = new("--fee-rate") { Description = "Fee of each side as a share of its value (with --costs flat; default 0)", HelpName = "R" };
    private readonly Option<string> _broker = new("--broker") { Description = "Whose brokerage and square-off times", HelpName = "NAME", DefaultValueFactory = _ => "ZERODHA" };
    private readonly Option<string> _date = new("--charges-of") { Description = "data: each day by its own charges; or one day whose charges count for all", HelpName = "data|YYYY-MM-DD", DefaultValueFactory = _ => "data" };
    private readonly Option<bool> _overnight = new("--overnight") { Description = "Keep positions overnight instead of squaring off" };
    private readonly Option<int> _slippage = new("--slippage-ticks") { Description = "Ticks given away by each fill, at least", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _points = new("--slippage-bp") { Description = "Basis points of the price given away by each fill, where that is more than the ticks", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _from = new("--from") { Description = "From this day on", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> _to = new("--to") { Description = "To this day, included", HelpName = "YYYY-MM-DD" };
    private readonly Option<bool> _repair = new("--repair") { Description = "Leave bad rows out and count them, instead of refusing the file" };
    private readonly CalendarOptions _calendar = new();

    public void AddTo(System.CommandLine.Command command)
    {
        _costs.AcceptOnlyFromAmong("india", "flat");
        foreach (Option option in (Option[])[_bars, _symbols, _intervals, _strategies, _split, _trials, _seed, _cash, _costs, _rate, _broker, _date, _overnight, _slippage, _points, _from, _to, _repair]) command.Add(option);
        _calendar.AddTo(command);
    }

    /// <exception cref="UsageException">An option cannot be; with its range.</exception>
    public SurveyPlan Read(ParseResult parsed)
    {
        bool india = parsed.GetValue(_costs) == "india";
        if (india && parsed.GetValue(_rate) is not null) throw new UsageException("--fee-rate belongs to --costs flat; --costs india knows its rates");
        if (parsed.GetValue(_trials) is < 1 or > 10_000) throw new UsageException($"--trials {parsed.GetValue(_trials)}: give 1 to 10,000");
        if (parsed.GetValue(_slippage) is < 0 or > 10_000) throw new UsageException($"--slippage-ticks {parsed.GetValue(_slippage)}: give 0 to 10,000");
        if (parsed.GetValue(_points) is not (>= 0 and <= 1000)) throw new UsageException("--slippage-bp: give 0 to 1000 basis points");
        if (parsed.GetValue(_cash) is <= 0 or > 1_000_000_000_000m) throw new UsageException("--cash: give rupees, more than 0 and at most 1,000,000,000,000");
        if (parsed.GetValue(_rate) is < 0 or > 1) throw new UsageException("--fee-rate: give a share from 0 to 1, for example 0.0003");
        ChargeBook? book = india ? CostBooks.Load().Charges : null;
        string broker = parsed.GetValue(_broker)!, date = parsed.GetValue(_date)!;
        if (book is not null && !book.Brokers.Contains(broker, StringComparer.OrdinalIgnoreCase)) throw new UsageException($"--broker {broker}: the plans know {string.Join(", ", book.Brokers)}");
        SessionCalendar calendar = _calendar.Read(parsed, broker);
        (double share, DateOnly? day) = Split(parsed.GetValue(_split)!);
        return new SurveyPlan
        {
            Intervals = Intervals(parsed.GetValue(_intervals)!),
            Strategies = Strategies(parsed.GetValue(_strategies)!),
            Sources = Sources(parsed, calendar),
            SplitShare = share,
            SplitDate = day,
            Trials = parsed.GetValue(_trials),
            Seed = parsed.GetValue(_seed),
            Capital = Money.FromRupees(parsed.GetValue(_cash)),
            Intraday = !parsed.GetValue(_overnight),
            SlippageTicks = parsed.GetValue(_slippage),
            SlippageBasisPoints = parsed.GetValue(_points),
            // The engine has the dated charges only: no flat fees, and no day's rates for all.
            Engine = book is not null && date == "data" ? SettingsOptions.Shipped : null,
            Charges = book,
            Broker = broker,
            ChargesAsOf = date == "data" ? null : Dates.Parse(date, "--charges-of"),
            FeeRate = (long)((parsed.GetValue(_rate) ?? 0) * 1_000_000_000m),
            Calendar = calendar,
        };
    }

    public IReadOnlyList<(string Name, string Value)> Provenance(ParseResult parsed, SurveyPlan plan) =>
    [
        ("Bars from", string.Join(", ", parsed.GetValue(_bars)!.Select(Path.GetFileName))),
        .. plan.Sources.Select(source => (source.Name, string.Create(CultureInfo.InvariantCulture, $"{source.Series.Count:N0} bars of {source.Series.IntervalMinutes} minutes, {source.Series[0].Start} to {source.Series[^1].End}, lot {source.Series.Instrument.LotSize}{(source.Series.Instrument.IndexTradedAsFuture ? ", traded as its future" : "")}"))),
    ];

    private List<SurveySource> Sources(ParseResult parsed, SessionCalendar calendar)
    {
        string[] wanted = Words(parsed.GetValue(_symbols) ?? "");
        DateOnly from = Day(parsed, _from, "--from") ?? DateOnly.MinValue, to = Day(parsed, _to, "--to") ?? DateOnly.MaxValue;
        List<(string File, BarSeries Series)> found = [];
        foreach (string path in parsed.GetValue(_bars)!)
        {
            DataFile.RequireFile(path);
            string name = DataFile.NameOf(path);
            BarFileContent content = BarFile.Read(path, new BarFileOptions { Repair = parsed.GetValue(_repair), Calendar = calendar, Instruments = BarsOptions.Instrument, Symbol = name });
            foreach (BarRepair repair in content.Repairs) Terminal.Say($"{path}: {Count.Of(repair.Count, "row")} left out: {repair.Words}, first in line {repair.FirstLine}");
            foreach (BarSeries series in content.Series)
                if (wanted.Length == 0 ? series.Instrument.Tradable : wanted.Any(word => Means(word, name, series.Instrument.Symbol))) found.Add((name, Cut(series, from, to)));
        }
        foreach (string word in wanted)
            if (!found.Any(f => Means(word, f.File, f.Series.Instrument.Symbol))) throw new UsageException($"--symbols {word}: no file has bars of it");
        foreach ((string file, BarSeries series) in found)
            if (series.Count == 0) throw new UsageException($"--from, --to: {file} has no bars of {series.Instrument.Symbol} on these days");
        if (found.Count == 0) throw new UsageException("--bars: no instrument in it can be traded; an index needs a future");
        return [.. found.Select(f => new SurveySource(found.Count(other => other.Series.Instrument.Symbol == f.Series.Instrument.Symbol) > 1 ? $"{f.File}:{f.Series.Instrument.Symbol}" : f.Series.Instrument.Symbol, f.Series))];
    }

    private static DateOnly? Day(ParseResult parsed, Option<string?> option, string name) => parsed.GetValue(option) is { } text ? Dates.Parse(text, name) : null;

    private static BarSeries Cut(BarSeries series, DateOnly from, DateOnly to) =>
        new(series.Instrument, series.IntervalMinutes, [.. series.Bars.ToArray().Where(bar => Ist.DateOf(bar.Start) >= from && Ist.DateOf(bar.Start) <= to)]);

    private static bool Means(string word, string file, string symbol) => word == symbol || word == $"{file}:{symbol}";

    private static int[] Intervals(string text) =>
    [
        .. Words(text).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && Resampler.Intervals.Contains(minutes)
            ? minutes
            : throw new UsageException($"--intervals {word}: give some of {string.Join(", ", Resampler.Intervals)}")).Distinct(),
    ];

    private static StrategyDescriptor[] Strategies(string text)
    {
        if (text == "all") return [.. StrategyRegistry.All, .. StrategyRegistry.HybridExamples.Select(Strategy)];
        return [.. Names(text).Select(Strategy).Distinct()];
    }

    private static StrategyDescriptor Strategy(string name)
    {
        if (!StrategyRegistry.TryGet(name, out StrategyDescriptor? strategy)) throw new UsageException($"--strategies {name}: {StrategyRegistry.FirstProblem(name)}");
        return SurveyWays.Of(strategy) is { Way: SurveyWay.None } none
            ? throw new UsageException($"--strategies {name}: {none.Reason}")
            : strategy;
    }

    /// <summary>Separated by commas outside of a hybrid's brackets.</summary>
    private static IEnumerable<string> Names(string text)
    {
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length) depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            if (text[start..i].Trim() is { Length: > 0 } name) yield return name;
            start = i + 1;
        }
    }

    private static (double Share, DateOnly? Day) Split(string text)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share)) return (0, Dates.Parse(text, "--split"));
        return share is > 0 and < 1 ? (share, null) : throw new UsageException($"--split {text}: give a share between 0 and 1, or a date as 2024-03-15");
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
