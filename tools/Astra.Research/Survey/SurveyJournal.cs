using System.Text.Json;

namespace Astra.Research;

/// <summary>Finished cells of a survey, one line each, so that one that was interrupted goes on where it was.</summary>
public sealed class SurveyJournal : IDisposable
{
    private readonly StreamWriter _writer;

    private SurveyJournal(StreamWriter writer, IReadOnlyDictionary<long, TrialOutcome> done) => (_writer, Done) = (writer, done);

    public IReadOnlyDictionary<long, TrialOutcome> Done { get; }

    /// <param name="spec">What the survey is of; a file of another one is refused.</param>
    /// <exception cref="BacktestException">The file belongs to another survey, or is damaged.</exception>
    public static SurveyJournal Open(string path, string spec)
    {
        Dictionary<long, TrialOutcome> done = [];
        if (File.Exists(path))
        {
            string[] lines = File.ReadAllLines(path);
            if (lines.Length > 0 && lines[0] != spec) throw new BacktestException($"{path} is of another survey (data, strategies, split, trials, seed or costs differ); give another folder, or remove that file to begin anew");
            for (int i = 1; i < lines.Length; i++)
            {
                if (Parse(lines[i]) is { } outcome) done[outcome.Trial.Id] = outcome;
                // The last line may be half written; anywhere else somebody has changed the file.
                else if (i < lines.Length - 1) throw new BacktestException($"{path}, line {i + 1}: this is no outcome; remove the file to begin anew");
            }
        }
        StreamWriter writer = new(path, append: false) { AutoFlush = true };
        writer.WriteLine(spec);
        foreach (TrialOutcome outcome in done.Values) writer.WriteLine(Text(outcome));
        return new SurveyJournal(writer, done);
    }

    public void Add(TrialOutcome outcome) => _writer.WriteLine(Text(outcome));

    public void Dispose() => _writer.Dispose();

    private static string Text(TrialOutcome outcome) => JsonSerializer.Serialize(new Line(
        outcome.Trial.Id, outcome.Trial.Values, [.. outcome.Objectives.Select(value => double.IsNaN(value) ? (double?)null : value)], outcome.Failure));

    private static TrialOutcome? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text) is { Values: not null, Objectives: not null } line
                ? new TrialOutcome(new Trial(line.Id, line.Values), [.. line.Objectives.Select(value => value ?? double.NaN)], line.Failure)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(long Id, double[] Values, double?[] Objectives, string? Failure);
}
