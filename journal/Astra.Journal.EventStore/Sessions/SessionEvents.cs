using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Astra.Journal.EventStore;

/// <summary>The index's events as they stand on the server. Names and meanings of the fields stay for ever; readers pass over fields and events that they do not know.</summary>
internal static class SessionEvents
{
    public const string OpenedType = "astra-session-opened", ClosedType = "astra-session-closed", RemovedType = "astra-session-removed";

    private const string DayFormat = "yyyy-MM-dd";

    public static ProposedEvent Of(SessionOpening o) => Event(OpenedType, new SessionJson
    {
        Day = DayOf(o.Name),
        Run = o.Name.Run,
        At = o.At,
        Journal = o.JournalId,
        Mode = o.Mode,
        Machine = o.Machine,
        Version = o.Version,
    });

    public static ProposedEvent Of(SessionClosing c) => Event(ClosedType, new SessionJson
    {
        Day = DayOf(c.Name),
        Run = c.Name.Run,
        At = c.At,
        LastSequence = c.LastSequence,
        LastOutboundSequence = c.LastOutboundSequence,
        Frames = c.Frames,
        OutboundHash = c.OutboundHash,
        StateHash = c.StateHash,
    });

    public static ProposedEvent OfRemoval(SessionName name, DateTimeOffset at) => Event(RemovedType, new SessionJson { Day = DayOf(name), Run = name.Run, At = at });

    /// <summary>Null for an event that names no session.</summary>
    public static (SessionName Name, SessionJson Fields)? TryRead(in StoredEvent stored)
    {
        try
        {
            if (JsonSerializer.Deserialize(stored.Data.Span, SessionJsonContext.Default.SessionJson) is not { Day: { } day, Run: { } run } fields) return null;
            if (!SessionName.IsRun(run) || !DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return null;
            return (new SessionName(date, run), fields);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string DayOf(SessionName name) => name.Day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static ProposedEvent Event(string type, SessionJson fields) =>
        new(Guid.NewGuid(), type, JsonSerializer.SerializeToUtf8Bytes(fields, SessionJsonContext.Default.SessionJson), ReadOnlyMemory<byte>.Empty, IsJson: true);
}

/// <summary>Fields of all three events; each has those that it needs.</summary>
internal sealed record SessionJson
{
    public string? Day { get; init; }
    public string? Run { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? Journal { get; init; }
    public string? Mode { get; init; }
    public string? Machine { get; init; }
    public string? Version { get; init; }
    public long? LastSequence { get; init; }
    public long? LastOutboundSequence { get; init; }
    public long? Frames { get; init; }
    public string? OutboundHash { get; init; }
    public string? StateHash { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionJson))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;
