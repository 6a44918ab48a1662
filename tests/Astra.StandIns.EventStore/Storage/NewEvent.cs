namespace Astra.StandIns.EventStore;

/// <summary>An event that is to be stored.</summary>
internal sealed record NewEvent(Guid Id, string Type, bool IsJson, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> CustomMetadata)
{
    // Measured on the server: a 28-character name and a 10-character type add 128 bytes.
    private const int Overhead = 90;

    /// <summary>Bytes that count for the limits of an append.</summary>
    public int Size => Data.Length + CustomMetadata.Length + 2 * Type.Length;

    public ulong SizeInLog(string stream) => (ulong)(Data.Length + CustomMetadata.Length + Type.Length + stream.Length + Overhead);
}
