using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Hands what the connections live through to the feed's health.</summary>
internal sealed class AngelHealth(FeedHealth health) : IStreamHealth
{
    public static IStreamHealth Of(FeedDoor door) => new AngelHealth(door.Health);

    public void OnConnected(int connection) => health.OnConnected(connection);

    public void OnLost(int connection, FeedCause cause, Timestamp since, TimeSpan nextAttempt, int attempt, string words) =>
        health.OnLost(connection, cause, since, nextAttempt, attempt, words);

    public void OnRecovered(int connection, Timestamp since) => health.OnRecovered(connection, since);

    public void OnStopped(int connection, FeedCause cause, string words) => health.OnStopped(connection, cause, words);

    public void OnSilence(int connection, Timestamp since) => health.OnSilence(connection, since);
}
