namespace Astra.Journal.EventStore;

/// <summary>What a stream holds.</summary>
/// <param name="Exists">False for a stream never written, and for a deleted one.</param>
/// <param name="FirstRevision">The first that can still be read; -1 when there is no stream. Behind <paramref name="LastRevision"/> when all is truncated.</param>
/// <param name="LastRevision">The last ever written; -1 when there is no stream.</param>
internal readonly record struct StreamState(bool Exists, long FirstRevision, long LastRevision)
{
    public static readonly StreamState None = new(false, -1, -1);
}
