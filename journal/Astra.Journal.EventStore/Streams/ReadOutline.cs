namespace Astra.Journal.EventStore;

/// <summary>What the messages of one read say besides the events.</summary>
internal sealed class ReadOutline
{
    /// <summary>False when the server knows no such stream, or a deleted one.</summary>
    public bool Exists { get; private set; } = true;

    /// <summary>The last event met.</summary>
    public StoredEvent? Event { get; private set; }

    /// <summary>Where reading can go on, when the wanted start holds nothing.</summary>
    public long? FirstPosition { get; private set; }

    public long? LastPosition { get; private set; }

    /// <summary>The event of the message, null for one of another kind.</summary>
    public StoredEvent? Add(Wire.ReadResp message)
    {
        switch (message.ContentCase)
        {
            case Wire.ReadResp.ContentOneofCase.Event when message.Event.Event is { } recorded:
                return Event = WireRequests.Stored(recorded);
            case Wire.ReadResp.ContentOneofCase.StreamNotFound:
                Exists = false;
                break;
            case Wire.ReadResp.ContentOneofCase.FirstStreamPosition:
                FirstPosition = (long)message.FirstStreamPosition;
                break;
            case Wire.ReadResp.ContentOneofCase.LastStreamPosition:
                LastPosition = (long)message.LastStreamPosition;
                break;
        }
        return null;
    }
}
