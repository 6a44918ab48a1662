using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>Bars for research: from CSV, or built by the engine from a recording; some symbols, some days, one interval.</summary>
internal sealed class BarsOptions
{
    private readonly Option<string?> _bars = new("--bars") { Description = "CSV of bars: time,session,open,high,low,close,volume, or ts,symbol,segment,open,high,low,close,volume,oi (.gz by its ending)", HelpName = "CSV" };
    private readonly Option<string?> _data = new("--data") { Description = "A recording, or a CSV of bars or ticks; found out by its first line", HelpName = "FILE" };
    private readonly Option<string?> _recording = new("--recording") { Description = "A recording", HelpName = "FILE" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only these, with commas between them", HelpName = "A,B" };
    private readonly Option<int?> _interval = new("--interval") { Description = "Minutes of the bars to work on: the file's own, or 1, 3, 5, 10, 15, 30, 60 made of them", HelpName = "N" };
    private readonly Option<string?> _from = new("--from") { Description = "From this day on", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> _to = new("--to") { Description = "To this day, included", HelpName = "YYYY-MM-DD" };
    private readonly Option<bool> _repair = new("--repair") { Description = "Leave bad rows out and count them, instead of refusing the file" };
    private readonly CalendarOptions _calendar = new();

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (Option option in (Option[])[_bars, _data, _recording, _symbol, _interval, _from, _to, _repair]) command.Add(option);
        _calendar.AddTo(command);
    }

    public SessionCalendar Calendar(ParseResult parsed, string? broker) => _calendar.Read(parsed, broker);

    /// <summary>The file that was named, whatever it holds.</summary>
    public string Source(ParseResult parsed) => parsed.GetValue(_bars) ?? parsed.GetValue(_data) ?? parsed.GetValue(_recording) ?? "";

    /// <summary>The symbols asked for; empty for all.</summary>
    public string[] Symbols(ParseResult parsed) => parsed.GetValue(_symbol)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <exception cref="UsageException">No source, two sources, or nothing left of it.</exception>
    /// <exception cref="ResearchInputException">The file cannot be used.</exception>
    public BarsInput Load(ParseResult parsed, SessionCalendar calendar, CancellationToken interrupt = default)
    {
        Option<string?>[] given = [.. new[] { _bars, _data, _recording }.Where(option => parsed.GetValue(option) is not null)];
        if (given.Length != 1) throw new UsageException("give one of --bars CSV, --data FILE, --recording FILE");
        string path = parsed.GetValue(given[0])!;
        if (parsed.GetValue(_interval) is { } minutes && !Resampler.Intervals.Contains(minutes))
            throw new UsageException($"--interval {minutes}: give one of {string.Join(", ", Resampler.Intervals)}");
        DataKind kind = given[0] == _bars ? DataKind.Bars : given[0] == _recording ? DataKind.Recording : KindOf(path);
        DataFile.RequireFile(path);
        BarsInput input = kind == DataKind.Bars ? FromCsv(parsed, path, calendar, interrupt) : FromRecords(parsed, path, kind, calendar, interrupt);
        return input with { Series = [.. Cut(parsed, input.Series)] };
    }

    /// <summary>Work on the records themselves, with the symbols and the interval asked for.</summary>
    public T OnRecords<T>(ParseResult parsed, Func<MarketInput, string[], int, T> work)
    {
        if (parsed.GetValue(_bars) is not null || (parsed.GetValue(_data) ?? parsed.GetValue(_recording)) is not { } path)
            throw new UsageException("--fill ticks needs ticks: give --recording FILE, or --data with a recording or a CSV of ticks");
        DataFile.RequireFile(path);
        if (parsed.GetValue(_interval) is { } given && !Resampler.Intervals.Contains(given))
            throw new UsageException($"--interval {given}: give one of {string.Join(", ", Resampler.Intervals)}");
        MarketInput opened = DataFile.Open(path);
        using MarketInput input = opened.Between(Day(parsed, _from), Day(parsed, _to));
        return work(input, Symbols(parsed), parsed.GetValue(_interval) ?? Math.Max(5, input.HistoryMinutes));
    }

    private static DataKind KindOf(string path)
    {
        try
        {
            return DataFile.KindOf(path);
        }
        catch (UsageException)
        {
            // Bars of one instrument need no symbol; the reader of bars says what else is wrong.
            return DataKind.Bars;
        }
    }

    private BarsInput FromCsv(ParseResult parsed, string path, SessionCalendar calendar, CancellationToken interrupt)
    {
        string[] symbols = Symbols(parsed);
        BarFileContent content = BarFile.Read(path, new BarFileOptions
        {
            Repair = parsed.GetValue(_repair),
            Symbols = symbols.Length > 0 ? symbols : null,
            Calendar = calendar,
            Instruments = Instrument,
            Symbol = DataFile.NameOf(path),
            Cancel = interrupt,
        });
        foreach (BarRepair repair in content.Repairs) Terminal.Say($"{path}: {Count.Of(repair.Count, "row")} left out: {repair.Words}, first in line {repair.FirstLine}");
        RequireAll(symbols, content.Series, path);
        return new BarsInput(path, [.. content.Series.Select(series => Resampled(parsed, series, calendar))], content.Rows, content.Repairs);
    }

    private BarsInput FromRecords(ParseResult parsed, string path, DataKind kind, SessionCalendar calendar, CancellationToken interrupt)
    {
        using MarketInput input = kind == DataKind.Recording ? MarketInput.Recorded(path) : DataFile.Import(path, kind);
        string[] symbols = Symbols(parsed);
        int minutes = parsed.GetValue(_interval) ?? Math.Max(1, input.HistoryMinutes);
        Instrument[] wanted = [.. input.Source.Instruments.Where(i => symbols.Length == 0 || symbols.Contains(i.Symbol))];
        if (wanted.Length == 0) throw new UsageException($"{path}: no {string.Join(", ", symbols)}; it has {string.Join(", ", input.Source.Instruments.Take(12).Select(i => i.Symbol))}");
        ClockedSource events = new(input.Source, calendar);
        BacktestResult built = EngineRunner.Run(new EngineRequest
        {
            Settings = SettingsOptions.Shipped,
            Instruments = input.Source.Instruments,
            Plans = [],
            Events = events.TryNext,
            Start = input.Start,
            Watched = [.. wanted.Select(i => (i.Id, minutes))],
        }, interrupt);
        BarSeries[] series = [.. built.Series.Where(s => s.Count > 0)];
        if (series.Length == 0) throw new UsageException($"{path}: no bar of {minutes} minutes comes of it; the engine refused {string.Join(", ", built.Refused.Select(r => $"{r.Count} {r.Reason}"))}");
        return new BarsInput(path, series, series.Sum(s => (long)s.Count), []);
    }

    private BarSeries Resampled(ParseResult parsed, BarSeries series, SessionCalendar calendar)
    {
        if (parsed.GetValue(_interval) is not { } minutes) return series;
        try
        {
            return Resampler.To(series, minutes, calendar);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--interval {minutes}: {series.Instrument.Symbol}: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    private IEnumerable<BarSeries> Cut(ParseResult parsed, IReadOnlyList<BarSeries> all)
    {
        DateOnly? from = Day(parsed, _from), to = Day(parsed, _to);
        bool any = false;
        foreach (BarSeries series in all)
        {
            Bar[] bars = from is null && to is null
                ? []
                : [.. series.Bars.ToArray().Where(bar => Ist.DateOf(bar.Start) is var day && (from is null || day >= from) && (to is null || day <= to))];
            if (from is null && to is null) yield return series;
            else if (bars.Length > 0) yield return new BarSeries(series.Instrument, series.IntervalMinutes, bars);
            any |= bars.Length > 0 || (from is null && to is null);
        }
        if (any) yield break;
        (DateOnly first, DateOnly last) = (all.Min(series => Ist.DateOf(series[0].Start)), all.Max(series => Ist.DateOf(series[^1].Start)));
        string asked = (from, to) switch { ({ } a, { } b) => $"from {a:yyyy-MM-dd} to {b:yyyy-MM-dd}", ({ } a, null) => $"on or after {a:yyyy-MM-dd}", _ => $"on or before {to:yyyy-MM-dd}" };
        throw new UsageException($"no bar lies {asked}; the bars are of {first:yyyy-MM-dd} to {last:yyyy-MM-dd}: give --from and --to within these days");
    }

    private static void RequireAll(string[] symbols, IReadOnlyList<BarSeries> series, string path)
    {
        foreach (string symbol in symbols)
            if (!series.Any(s => s.Instrument.Symbol == symbol)) throw new UsageException($"--symbol {symbol}: {path} has no bars of it");
    }

    private static DateOnly? Day(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? Dates.Parse(text, option.Name) : null;

    /// <summary>From the dated facts that ship: ticks, lots and groups as of the first bar.</summary>
    internal static Instrument? Instrument(int id, string symbol, string segment, DateOnly day, Price price)
    {
        string code = segment.Length > 0 ? segment : SegmentCode.Derive(symbol);
        return SegmentCode.TryParse(code, out Segment of, out InstrumentKind kind)
            ? InstrumentInference.Infer(id, symbol, of, kind, day, price, ShippedFacts.Specs, ShippedFacts.Lists)
            : null;
    }
}

/// <param name="Source">For people.</param>
/// <param name="Rows">Read, dropped ones included.</param>
internal sealed record BarsInput(string Source, IReadOnlyList<BarSeries> Series, long Rows, IReadOnlyList<BarRepair> Repairs);
