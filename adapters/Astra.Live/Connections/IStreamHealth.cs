using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Hears what becomes of a connection. Called from one thread at a time for each connection, never between claim and publish; several connections may call
/// side by side. Words are for people and hold no secret.
/// </summary>
public interface IStreamHealth
{
    /// <summary>The socket stands. Whether the session was let in shows only in what it brings.</summary>
    void OnConnected(int connection);

    /// <summary>A connection ended or an attempt failed, and there will be another one. Told for each failed attempt.</summary>
    /// <param name="since">Last data before it; the start of the first attempt when there has been none. The same for all attempts of one outage.</param>
    /// <param name="nextAttempt">Until the next attempt; zero for now.</param>
    /// <param name="attempt">Number of the next attempt since data flowed, from 1.</param>
    void OnLost(int connection, FeedCause cause, Timestamp since, TimeSpan nextAttempt, int attempt, string words);

    /// <summary>The first data after an outage came. Called on the receiving thread right after it, so it must wait for nothing but the ring.</summary>
    /// <param name="since">As told by <see cref="OnLost"/>: ticks may be missing from there on.</param>
    void OnRecovered(int connection, Timestamp since);

    /// <summary>No more attempts: a person has to act. The last call of a connection.</summary>
    void OnStopped(int connection, FeedCause cause, string words);

    /// <summary>A message was larger than any may be; the connection ends for it.</summary>
    /// <param name="start">Its first bytes, gone when this returns.</param>
    void OnOversize(int connection, ReadOnlySpan<byte> start)
    {
        // For listeners that count connections only.
    }

    /// <summary>Connected, the market is open, and no data since then. <see cref="OnLost"/> follows.</summary>
    void OnSilence(int connection, Timestamp since);
}
