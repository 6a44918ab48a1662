using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Connections;

internal sealed record HealthEntry(string What, FeedCause Cause, Timestamp Since, TimeSpan Next, int Attempt, string Words);

/// <summary>Keeps what a connection tells of its health.</summary>
internal sealed class HealthLog : IStreamHealth
{
    private readonly List<HealthEntry> _entries = [];

    /// <summary>Called with each entry, on the connection's thread.</summary>
    public Action<HealthEntry> Told { get; set; } = _ => { };

    public HealthEntry[] Entries
    {
        get
        {
            lock (_entries) return [.. _entries];
        }
    }

    public int Count(string what) => Entries.Count(e => e.What == what);

    public void OnConnected(int connection) => Add(new("connected", FeedCause.None, default, default, 0, ""));

    public void OnLost(int connection, FeedCause cause, Timestamp since, TimeSpan nextAttempt, int attempt, string words) =>
        Add(new("lost", cause, since, nextAttempt, attempt, words));

    public void OnRecovered(int connection, Timestamp since) => Add(new("recovered", FeedCause.None, since, default, 0, ""));

    public void OnStopped(int connection, FeedCause cause, string words) => Add(new("stopped", cause, default, default, 0, words));

    public void OnSilence(int connection, Timestamp since) => Add(new("silence", FeedCause.Silence, since, default, 0, ""));

    public void OnOversize(int connection, ReadOnlySpan<byte> start) =>
        Add(new("oversize", FeedCause.None, default, default, 0, System.Text.Encoding.ASCII.GetString(start[..1])));

    private void Add(HealthEntry entry)
    {
        lock (_entries) _entries.Add(entry);
        Told(entry);
    }
}
