using System.Text.Json;
using System.Text.Json.Serialization;

namespace Astra.Research.Tuning;

/// <summary>
/// A search space as JSON, an array of objects: <c>{"name":"fast","type":"int","low":2,"high":50,"log":false,"step":1,"when":{"kind":["trend"]}}</c>;
/// types are <c>float</c>, <c>int</c> and <c>choice</c> (with <c>choices</c>).
/// </summary>
public static class SpaceJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Write(SearchSpace space) => JsonSerializer.Serialize(space.Parameters.Select(Row.Of), Options);

    /// <exception cref="ArgumentException">Not such JSON, or no space; the message says what and which parameter.</exception>
    public static SearchSpace Read(string json)
    {
        try
        {
            return new SearchSpace((JsonSerializer.Deserialize<Row[]>(json, Options) ?? []).Select(row => row.ToParameter()));
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"this is not a search space, line {e.LineNumber + 1}: {e.Message}", nameof(json), e);
        }
    }

    private sealed record Row
    {
        public string? Name { get; init; }
        public string? Type { get; init; }
        public double? Low { get; init; }
        public double? High { get; init; }
        public bool Log { get; init; }
        public double Step { get; init; }
        public string[]? Choices { get; init; }
        public Dictionary<string, string[]>? When { get; init; }

        public static Row Of(SearchParameter p) => new()
        {
            Name = p.Name,
            Type = p.Kind switch { ParameterKind.Number => "float", ParameterKind.Whole => "int", _ => "choice" },
            Low = p.Kind == ParameterKind.Choice ? null : p.Low,
            High = p.Kind == ParameterKind.Choice ? null : p.High,
            Log = p.Log,
            Step = p.Kind == ParameterKind.Choice ? 0 : p.Step,
            Choices = p.Kind == ParameterKind.Choice ? [.. p.Choices] : null,
            When = p.Parent is null ? null : new() { [p.Parent] = [.. p.ParentChoices] },
        };

        public SearchParameter ToParameter()
        {
            string name = Name ?? throw new ArgumentException("a parameter has no name");
            SearchParameter made = Type switch
            {
                "float" => SearchParameter.Number(name, Bound(Low), Bound(High), Log, Step),
                "int" => SearchParameter.Whole(name, (long)Bound(Low), (long)Bound(High), Log, Step == 0 ? 1 : (long)Step),
                "choice" => SearchParameter.Choice(name, Choices ?? []),
                _ => throw new ArgumentException($"{name}: type is float, int or choice, not {Type}"),
            };
            if (When is null) return made;
            if (When.Count != 1) throw new ArgumentException($"{name}: \"when\" names one parameter");
            return made.When(When.Keys.Single(), When.Values.Single());

            double Bound(double? value) => value ?? throw new ArgumentException($"{name}: give low and high");
        }
    }
}
