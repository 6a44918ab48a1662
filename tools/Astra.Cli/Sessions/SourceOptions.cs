using System.CommandLine;

namespace Astra.Cli;

/// <summary>Where the market comes from: a recording, the generator, or a CSV file that is imported on the way.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string?> _recording = new("--recording") { Description = "A recording", HelpName = "FILE" };
    private readonly Option<string?> _generate = new("--generate") { Description = $"A generated day: {GenerateSpec.Form}", HelpName = "SPEC" };
    private readonly Option<string?> _bars = new("--bars") { Description = "A CSV file of bars (.gz by its ending)", HelpName = "CSV" };
    private readonly Option<string?> _ticks = new("--ticks") { Description = "A CSV file of ticks (.gz by its ending)", HelpName = "CSV" };
    private readonly Option<string?> _data = new("--data") { Description = "A recording, or a CSV file of bars or ticks; found out by its first line", HelpName = "FILE" };
    private readonly Option<string?> _date = new("--date") { Description = "Only this day", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> _from = new("--from") { Description = "From this day on", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> _to = new("--to") { Description = "To this day, included", HelpName = "YYYY-MM-DD" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_recording, _generate, _bars, _ticks, _data, _date, _from, _to]) command.Add(option);
    }

    /// <summary>Whether anything of a source was said.</summary>
    public bool IsGiven(ParseResult parsed) => new[] { _recording, _generate, _bars, _ticks, _data, _date, _from, _to }.Any(o => parsed.GetValue(o) is not null);

    /// <param name="others">Further sources that the command takes, for the message.</param>
    public MarketInput Open(ParseResult parsed, string others = "")
    {
        Option<string?>[] given = [.. new[] { _recording, _generate, _bars, _ticks, _data }.Where(o => parsed.GetValue(o) is not null)];
        if (given.Length != 1)
            throw new UsageException($"{(given.Length == 0 ? "no source was given" : $"{string.Join(" and ", given.Select(o => o.Name))} exclude each other")}; give one of {others}--recording, --generate, --bars, --ticks, --data");
        DateOnly? from = Day(parsed, _date) ?? Day(parsed, _from);
        DateOnly? to = Day(parsed, _date) ?? Day(parsed, _to);
        if (from > to) throw new UsageException($"--from {from:yyyy-MM-dd} is later than --to {to:yyyy-MM-dd}");
        string value = parsed.GetValue(given[0])!;
        MarketInput input = Open(given[0].Name, value).Between(from, to);
        if (input.Source is not DateRangeSource { IsEmpty: true }) return input;
        input.Dispose();
        throw new UsageException($"{input.Description}: nothing to do, the source holds no record of these days");
    }

    private static MarketInput Open(string option, string value) => option switch
    {
        "--recording" => Recording(value),
        "--generate" => MarketInput.Generated(GenerateSpec.Parse(value)),
        "--bars" => DataFile.Import(value, DataKind.Bars),
        "--ticks" => DataFile.Import(value, DataKind.Ticks),
        _ => DataFile.Open(value),
    };

    private static MarketInput Recording(string path)
    {
        DataFile.RequireFile(path);
        return MarketInput.Recorded(path);
    }

    private static DateOnly? Day(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? Dates.Parse(text, option.Name) : null;
}
