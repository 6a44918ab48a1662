using System.Text.Json;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// A live feed's health as JSON fields: as it was told, and as the core took it. An outbound event's <c>cause</c> is a sequence, so the feed's has a
/// name of its own.
/// </summary>
internal static class FeedJson
{
    public static void Write(Utf8JsonWriter json, in FeedChange change)
    {
        json.Name("state", change.State);
        json.Name("feedCause", change.Cause);
        json.WriteNumber("feed", change.Feed);
        json.WriteNumber("connection", change.Connection);
        json.WriteNumber("detail", change.Detail);
        json.Time("since", change.Since);
        json.WriteNumber("value", change.Value);
    }

    public static void Write(Utf8JsonWriter json, in FeedStatusBody status)
    {
        json.Name("state", status.State);
        json.Name("feedCause", status.Cause);
        json.WriteNumber("feed", status.Feed);
        json.WriteNumber("connection", status.Connection);
        json.WriteNumber("detail", status.Detail);
        json.Time("since", status.Since);
        json.WriteNumber("value", status.Value);
        Feeds(json, "known", status.Known);
        Feeds(json, "live", status.Live);
    }

    private static void Feeds(Utf8JsonWriter json, string name, int mask)
    {
        json.WriteStartArray(name);
        for (int feed = 0; feed < FeedChange.MaxFeeds; feed++)
            if ((mask >> feed & 1) != 0) json.WriteNumberValue(feed);
        json.WriteEndArray();
    }
}
