using System.Diagnostics.CodeAnalysis;

namespace Astra.Core;

/// <summary>Whole states of the core by the inbound sequence after which they were taken.</summary>
public interface ISnapshotStore
{
    /// <summary>Stores a snapshot; the caller has made sure that <paramref name="sequence"/> is durable.</summary>
    void Save(long sequence, ReadOnlySpan<byte> state);

    /// <summary>Sequences with a snapshot, rising.</summary>
    IReadOnlyList<long> List();

    /// <summary>The newest readable snapshot at or before <paramref name="atMost"/>; damaged ones are passed over and reported.</summary>
    bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state);
}
