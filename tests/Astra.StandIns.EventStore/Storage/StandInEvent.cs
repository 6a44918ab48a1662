namespace Astra.StandIns.EventStore;

/// <summary>One stored event. It never changes; to damage one, <see cref="StoredStreams"/> puts another in its place.</summary>
public sealed class StandInEvent
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly StoreFile? _file;
    private readonly long _fileOffset;

    internal StandInEvent(string stream, long revision, NewEvent written, DateTimeOffset created, ulong position)
        : this(stream, revision, written.Id, written.Type, written.IsJson, written.CustomMetadata, created, position) => (_data, Length) = (written.Data, written.Data.Length);

    internal StandInEvent(string stream, long revision, NewEvent written, DateTimeOffset created, ulong position, StoreFile file, long fileOffset, int length)
        : this(stream, revision, written.Id, written.Type, written.IsJson, written.CustomMetadata, created, position) =>
        (_file, _fileOffset, Length) = (file, fileOffset, length);

    private StandInEvent(string stream, long revision, Guid id, string type, bool isJson, ReadOnlyMemory<byte> custom, DateTimeOffset created, ulong position)
    {
        Stream = stream;
        Revision = revision;
        Id = id;
        Type = type;
        IsJson = isJson;
        CustomMetadata = custom;
        Created = created;
        Position = position;
    }

    public string Stream { get; }

    public long Revision { get; }

    public Guid Id { get; }

    public string Type { get; }

    /// <summary>Sent with content type <c>application/json</c>; any other content type reads back as <c>application/octet-stream</c>.</summary>
    public bool IsJson { get; }

    public ReadOnlyMemory<byte> CustomMetadata { get; }

    /// <summary>The stand-in's clock when the event was stored.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Commit and prepare position; they are the same here.</summary>
    public ulong Position { get; }

    /// <summary>Length of <see cref="Data"/>, bytes.</summary>
    public int Length { get; }

    /// <summary>The payload; read from the store's file when there is one.</summary>
    public ReadOnlyMemory<byte> Data => _file is null ? _data : _file.Read(_fileOffset, Length);

    internal StandInEvent With(ReadOnlyMemory<byte> data) => new(Stream, Revision, new NewEvent(Id, Type, IsJson, data, CustomMetadata), Created, Position);
}
