using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Indicators;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra indicators</c>: what there is, and columns of it over a file of bars.</summary>
internal static class IndicatorsCommand
{
    /// <summary>Columns that a table of indicators has beside its figures.</summary>
    private static readonly string[] NoFigures = ["time", "ts", "case", "symbol", "segment", "bar", "session", "open", "high", "low", "close", "volume", "oi"];

    public static System.CommandLine.Command Create(CancellationToken interrupt) =>
        new("indicators", "Indicators: list them, compute them over a file of bars") { List(), Compute(interrupt) };

    private static System.CommandLine.Command List()
    {
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("list", "Every indicator with its columns, defaults and its names elsewhere") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json)) Json.Write(new { Indicators = IndicatorCatalogue.All.Select(Row) });
            else Terminal.Out.Write(Screen());
            return ExitCode.Done;
        });
        return command;
    }

    private static System.CommandLine.Command Compute(CancellationToken interrupt)
    {
        Option<string> input = new("--input") { Description = "Bars: time,session,open,high,low,close,volume, and case where several series stand in one file; or ts,symbol,segment,open,high,low,close,volume,oi, each symbol for itself (.gz by its ending)", HelpName = "CSV", Required = true };
        Option<string?> names = new("--columns") { Description = "Columns by name, joined by commas: sma_20,bb_upper_20_2,psar_0.02_0.2", HelpName = "a,b,c" };
        Option<string?> like = new("--columns-from") { Description = "The columns of this CSV's first line", HelpName = "CSV" };
        Option<string?> output = new("--output") { Description = "CSV to write (.gz by its ending; - or nothing: stdout)", HelpName = "CSV" };
        Option<bool> repair = new("--repair") { Description = "Leave bad rows out and count them, instead of refusing the file" };
        System.CommandLine.Command command = new("compute", "Columns of indicators over a file of bars; an empty cell is not defined yet") { input, names, like, output, repair };
        command.SetAction(parsed =>
        {
            string file = parsed.GetValue(input)!, target = parsed.GetValue(output) ?? TextFile.Screen;
            IReadOnlyList<IndicatorColumn> columns = Columns(parsed.GetValue(names), parsed.GetValue(like));
            if (target != TextFile.Screen)
            {
                RecordingPath.RequirePlace(target);
                RecordingPath.RequireOther(file, target);
            }
            BarTable table = BarTable.Read(file, parsed.GetValue(repair), interrupt);
            if (table.Dropped > 0) Terminal.Say($"{file}: {Count.Of(table.Dropped, "bad row")} left out, {Count.Of(table.Rows.Count, "row")} used");
            Write(target, new IndicatorTable(table, columns).Lines(file, interrupt));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(string target, IEnumerable<string> lines)
    {
        try
        {
            TextFile.Write(target, lines);
        }
        catch (UsageException) when (target != TextFile.Screen)
        {
            // A table that ends in the middle would pass for a whole one.
            File.Delete(target);
            throw;
        }
    }

    private static List<IndicatorColumn> Columns(string? names, string? like)
    {
        if (names is null == like is null) throw new UsageException("give the columns: either --columns sma_20,rsi_14,… or --columns-from CSV; see: astra indicators list");
        string[] texts = (names ?? FirstLine(like!)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        try
        {
            List<IndicatorColumn> columns = [.. texts.Where(t => like is null || !NoFigures.Contains(t)).Select(IndicatorCatalogue.Parse)];
            return columns.Count > 0 ? columns : throw new UsageException($"{(like is null ? "--columns" : $"{like}, line 1")}: there is no column of an indicator; name some, for example sma_20");
        }
        catch (IndicatorColumnException e)
        {
            throw new UsageException(like is null ? $"--columns: {e.Message}" : $"{like}, line 1: {e.Message}");
        }
    }

    private static string FirstLine(string file)
    {
        DataFile.RequireFile(file);
        using StreamReader reader = new(RecordingPath.OpenRead(file));
        try
        {
            return reader.ReadLine() ?? throw new UsageException($"{file}: the file is empty; its first line must name columns");
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{file}: the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
    }

    private static object Row(IndicatorEntry entry) => new
    {
        entry.Name, entry.Title, Feed = entry.Feed, Columns = Examples(entry), Parameters = entry.Parameters.Select(p => new { p.Name, p.Default, p.Whole }),
        entry.FirstRow, entry.Skender, entry.TaLib,
    };

    private static IEnumerable<string> Examples(IndicatorEntry entry)
    {
        double[] defaults = entry.Defaults();
        return entry.Outputs.Select(o => entry.ColumnOf(o, defaults));
    }

    private static Table Screen()
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in (string[])["indicator", "columns with their defaults", "first row", "Skender", "TA-Lib"]) table.AddColumn(new TableColumn(title));
        foreach (IndicatorEntry entry in IndicatorCatalogue.All)
        {
            string fed = entry.Feed switch { IndicatorFeed.Pair => " (two instruments, in strategies)", IndicatorFeed.Book => " (order book, in strategies)", _ => "" };
            table.AddRow(new Text(entry.Title + fed), new Text(string.Join(' ', Examples(entry))), new Text(entry.FirstRow), new Text(entry.Skender ?? "-"), new Text(entry.TaLib ?? "-"));
        }
        return table;
    }
}
