namespace Astra.Live;

/// <summary>What a door shares with the other doors of a session; a door that stands alone has none of it.</summary>
internal sealed record FeedDoorParts
{
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public LiveClock? Clock { get; init; }
    public Arbiter? Arbiter { get; init; }
    public Action<string>? Tell { get; init; }
    public string Name { get; init; } = "";
}
