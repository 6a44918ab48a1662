using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>Hands what the connection lives through to the feed's health.</summary>
internal sealed class StreamHealth(FeedHealth health) : IStreamHealth
{
    public void OnConnected(int connection) => health.OnConnected(connection);

    public void OnLost(int connection, FeedCause cause, Timestamp since, TimeSpan nextAttempt, int attempt, string words) =>
        health.OnLost(connection, cause, since, nextAttempt, attempt, words);

    public void OnRecovered(int connection, Timestamp since) => health.OnRecovered(connection, since);

    public void OnStopped(int connection, FeedCause cause, string words) => health.OnStopped(connection, cause, words);

    public void OnSilence(int connection, Timestamp since) => health.OnSilence(connection, since);
}
