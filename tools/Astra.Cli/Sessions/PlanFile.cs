using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>Plans from a JSON file: an array of objects, each for one instrument by its symbol.</summary>
internal static partial class PlanFile
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
        public Dictionary<string, double>? Parameters { get; init; }
        public required int IntervalMinutes { get; init; }
        public ChartStyle Style { get; init; }
        public int ChartSize { get; init; }
        public string[]? Peers { get; init; }
        public PlanSides Sides { get; init; }
        public PlanSizing Sizing { get; init; }
        public int Quantity { get; init; }
        public int? MaxInventory { get; init; }
        public TimeOnly Start { get; init; }
        public TimeOnly SquareOff { get; init; }
        public Product Product { get; init; }
        public int? RiskBasisPoints { get; init; }
        public StopPolicy? Stops { get; init; }
        public string Reason { get; init; } = "the operator's plan file";
    }

    /// <exception cref="UsageException">Names the file, the line or the plan, and what is known instead.</exception>
    public static IReadOnlyList<Plan> Read(string path, MarketInput input, RiskLimits limits, int riskBasisPoints) =>
        Read(path, input.Source.Instruments, input.HistoryMinutes, limits, riskBasisPoints);

    /// <param name="historyMinutes">Interval of the source's bars when it has nothing finer; 0 for ticks.</param>
    /// <exception cref="UsageException">Names the file, the line or the plan, and what is known instead.</exception>
    public static IReadOnlyList<Plan> Read(string path, IReadOnlyList<Instrument> instruments, int historyMinutes, RiskLimits limits, int riskBasisPoints)
    {
        Entry?[] entries;
        try
        {
            entries = JsonSerializer.Deserialize<Entry?[]>(DataFile.ReadText(path), Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path}, line {e.LineNumber + 1}{PlaceOf(e)}: {InWords(e.Message.Split(" Path:")[0])} The file is an array of plans; see the README");
        }
        if (entries.Length == 0) throw new UsageException($"{path}: it holds no plan; leave --plans out to let the strategies take turns");
        List<Plan> plans = [];
        foreach (Entry? entry in entries)
        {
            int id = plans.Count + 1;
            if (entry is null) throw new UsageException($"{path}, plan {id}: it is null; give an object");
            Plan plan = ToPlan(path, entry, id, instruments, riskBasisPoints);
            if (plans.Find(other => other.Instrument == plan.Instrument) is { } other)
                throw new UsageException($"{path}, plan {id}: {entry.Instrument} has plan {other.Id} already; give one plan an instrument");
            if (PlanCheck.FirstProblem(plan, id => instruments.FirstOrDefault(i => i.Id == id), limits) is { } problem)
                throw new UsageException($"{path}, plan {id}: {problem}");
            if (historyMinutes > 0 && plan.IntervalMinutes % historyMinutes != 0)
                throw new UsageException($"{path}, plan {id}: intervalMinutes is {plan.IntervalMinutes} and the source holds bars of {historyMinutes} minutes; give a multiple of that");
            plans.Add(plan);
        }
        return plans;
    }

    private static string PlaceOf(JsonException e) =>
        PlanPath().Match(e.Path ?? "") is { Success: true } match
            ? FormattableString.Invariant($", plan {int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1}{(match.Groups[2].Length > 0 ? $", {match.Groups[2].Value}" : "")}")
            : "";

    /// <summary>The reader names the types of this program; a user knows fields and values.</summary>
    private static string InWords(string message)
    {
        if (message.Contains("missing required properties", StringComparison.Ordinal)) return $"missing:{message[(message.LastIndexOf(':') + 1)..]}";
        if (UnknownField().Match(message) is { Success: true } field) return $"there is no field {field.Value}.";
        if (!message.Contains("could not be converted", StringComparison.Ordinal)) return message;
        return message.Contains("Int32", StringComparison.Ordinal) ? "give a whole number."
            : message.Contains("Double", StringComparison.Ordinal) ? "give a number."
            : message.Contains("TimeOnly", StringComparison.Ordinal) ? "give a time such as \"09:30\"."
            : message.Contains(nameof(Product), StringComparison.Ordinal) ? "give \"intraday\", \"delivery\" or \"carry\"."
            : message.Contains(nameof(ChartStyle), StringComparison.Ordinal) ? "give \"candle\", \"heikinAshi\", \"renko\" or \"range\"."
            : message.Contains(nameof(PlanSides), StringComparison.Ordinal) ? "give \"both\", \"long\" or \"short\"."
            : message.Contains(nameof(PlanSizing), StringComparison.Ordinal) ? "give \"risk\" or \"fixed\"."
            : "this is not what belongs here.";
    }

    [GeneratedRegex(@"^\$\[(\d+)\]\.?(.*)$")]
    private static partial Regex PlanPath();

    [GeneratedRegex(@"(?<=The JSON property )'[^']*'")]
    private static partial Regex UnknownField();

    private static Plan ToPlan(string path, Entry entry, int id, IReadOnlyList<Instrument> instruments, int riskBasisPoints)
    {
        Instrument instrument = Find(entry.Instrument);
        if (!StrategyRegistry.TryGet(entry.Algorithm, out StrategyDescriptor? strategy))
            throw new UsageException($"{path}, plan {id}: algorithm: {StrategyRegistry.FirstProblem(entry.Algorithm)}");
        Dictionary<string, double> parameters = entry.Parameters ?? [];
        if (parameters.Keys.FirstOrDefault(name => strategy.IndexOf(name) < 0) is { } unknown)
            throw new UsageException($"{path}, plan {id}: {entry.Algorithm} has no parameter '{unknown}'; it has {string.Join(", ", strategy.Parameters.Select(p => p.Name))}");
        return new Plan
        {
            Id = id,
            Instrument = instrument.Id,
            Algorithm = entry.Algorithm,
            Parameters = [.. parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new PlanParameter(p.Key, p.Value))],
            IntervalMinutes = entry.IntervalMinutes,
            Style = entry.Style,
            ChartSize = entry.ChartSize,
            Peers = [.. (entry.Peers ?? []).Select(symbol => Find(symbol).Id)],
            Sides = entry.Sides,
            Sizing = entry.Sizing,
            Quantity = entry.Quantity,
            MaxInventory = entry.MaxInventory ?? 3,
            StartSecond = SecondOf(entry.Start),
            SquareOffSecond = SecondOf(entry.SquareOff),
            Product = entry.Product,
            RiskBasisPoints = entry.RiskBasisPoints ?? riskBasisPoints,
            Stops = entry.Stops ?? new StopPolicy(),
            Source = "operator",
            Reason = entry.Reason,
        };

        Instrument Find(string symbol) => instruments.FirstOrDefault(i => i.Symbol == symbol)
            ?? throw new UsageException($"{path}, plan {id}: no instrument '{symbol}' in the source, which has {string.Join(", ", instruments.Take(20).Select(i => i.Symbol))}");
    }

    private static int SecondOf(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerSecond);
}
