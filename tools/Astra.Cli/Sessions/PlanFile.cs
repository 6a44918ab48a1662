using System.Text.Json;
using System.Text.Json.Serialization;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>Plans from a JSON file: an array of objects, each for one instrument by its symbol.</summary>
internal static class PlanFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private sealed record Entry
    {
        public required string Instrument { get; init; }
        public required string Algorithm { get; init; }
        public Dictionary<string, double> Parameters { get; init; } = [];
        public required int IntervalMinutes { get; init; }
        public ChartStyle Style { get; init; }
        public TimeOnly Start { get; init; }
        public TimeOnly SquareOff { get; init; }
        public int RiskBasisPoints { get; init; } = 100;
        public StopPolicy Stops { get; init; } = new();
        public string Reason { get; init; } = "the operator's plan file";
    }

    /// <exception cref="UsageException">Names the file, the line or the plan, and what is known instead.</exception>
    public static IReadOnlyList<Plan> Read(string path, IReadOnlyList<Instrument> instruments)
    {
        Entry[] entries;
        try
        {
            entries = JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(path), Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path}, line {e.LineNumber + 1}: {e.Message.Split(" Path:")[0]} The file is an array of plans; see the README");
        }
        return [.. entries.Select((entry, index) => ToPlan(path, entry, index + 1, instruments))];
    }

    private static Plan ToPlan(string path, Entry entry, int id, IReadOnlyList<Instrument> instruments)
    {
        Instrument instrument = instruments.FirstOrDefault(i => i.Symbol == entry.Instrument)
            ?? throw new UsageException($"{path}, plan {id}: no instrument '{entry.Instrument}' in the source, which has {string.Join(", ", instruments.Take(20).Select(i => i.Symbol))}");
        if (!StrategyRegistry.TryGet(entry.Algorithm, out StrategyDescriptor? strategy))
            throw new UsageException($"{path}, plan {id}: no algorithm '{entry.Algorithm}'; there are {string.Join(", ", StrategyRegistry.All.Select(s => s.Name))}");
        if (entry.Parameters.Keys.FirstOrDefault(name => strategy.IndexOf(name) < 0) is { } unknown)
            throw new UsageException($"{path}, plan {id}: {entry.Algorithm} has no parameter '{unknown}'; it has {string.Join(", ", strategy.Parameters.Select(p => p.Name))}");
        // Values out of range are the core's to refuse: it answers with a PlanRejected event that says which.
        return new Plan
        {
            Id = id,
            Instrument = instrument.Id,
            Algorithm = entry.Algorithm,
            Parameters = [.. entry.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new PlanParameter(p.Key, p.Value))],
            IntervalMinutes = entry.IntervalMinutes,
            Style = entry.Style,
            StartSecond = SecondOf(entry.Start),
            SquareOffSecond = SecondOf(entry.SquareOff),
            RiskBasisPoints = entry.RiskBasisPoints,
            Stops = entry.Stops,
            Source = "operator",
            Reason = entry.Reason,
        };
    }

    private static int SecondOf(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerSecond);
}
