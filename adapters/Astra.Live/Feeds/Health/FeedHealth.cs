using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Turns what a feed's connections live through into events and words. An outage is told as Reconnecting for each attempt, and when data flows again as a Gap with its
/// length, then Recovered; a hole that another feed has filled is no gap. Safe from several threads, never waits.
/// </summary>
public sealed partial class FeedHealth : IStreamHealth
{
    private readonly FeedDoor _door;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Outage> _outages = [];
    private readonly SortedDictionary<int, (int First, int Count)> _carried = [];

    internal FeedHealth(FeedDoor door, TimeProvider time) => (_door, _time) = (door, time);

    /// <summary>Fills the hole from history and tells Recovered when it has; false where there is nothing to fill it from.</summary>
    internal Func<Outage, bool>? Backfill { get; set; }

    /// <summary>Whether another feed has shown the same instruments since then.</summary>
    internal Func<Timestamp, bool>? IsCovered { get; set; }

    /// <summary>Told with true when a connection of this feed is in trouble, with false when none is any more.</summary>
    internal Action<bool>? Troubled { get; set; }

    /// <summary>
    /// What a connection carries, where a feed has several: what becomes of one of them then says nothing about the others' instruments. Told before it connects.
    /// </summary>
    /// <param name="first">Lowest id.</param>
    /// <param name="count">Ids from there on; none of them is carried by another connection of this feed.</param>
    public void Carries(int connection, int first, int count)
    {
        lock (_gate) _carried[connection] = (first, count);
    }

    /// <summary>The socket stands. Whether the session was let in shows only in what it brings.</summary>
    public void OnConnected(int connection) =>
        _door.Report(Change(FeedState.Connected, FeedCause.None, connection), -1, Words(connection, "connected"));

    /// <summary>Data of wanted instruments flows.</summary>
    /// <param name="instruments">How many of the connection's instruments show data.</param>
    public void OnSubscribed(int connection, int instruments) =>
        _door.Report(
            Change(FeedState.Subscribed, FeedCause.None, connection) with { Detail = instruments }, -1,
            Words(connection, FormattableString.Invariant($"data of {instruments} instruments flows")));

    /// <summary>A connection ended or an attempt failed, and there will be another one.</summary>
    /// <param name="since">Last data before it. The same for all attempts of one outage.</param>
    public void OnLost(int connection, FeedCause cause, Timestamp since, TimeSpan nextAttempt, int attempt, string words)
    {
        bool first;
        lock (_gate) first = _outages.TryAdd(connection, new Outage(_door.Feed, connection, since, cause));
        if (first) Troubled?.Invoke(true);
        FeedChange change = Change(FeedState.Reconnecting, cause, connection) with { Since = since, Value = LiveTime.Nanos(nextAttempt), Detail = attempt };
        string next = nextAttempt <= TimeSpan.Zero ? "now" : string.Create(CultureInfo.InvariantCulture, $"in {nextAttempt.TotalSeconds:0.#} s");
        _door.Report(change, -1, Words(connection, FormattableString.Invariant($"{words}; attempt {attempt} {next}")));
    }

    /// <summary>A message that is larger than any may be: counted, and the connection ends.</summary>
    public void OnOversize(int connection, ReadOnlySpan<byte> start) => _door.Count(TickReject.Oversize, -1, start);

    /// <summary>Connected, the market is open, and no data since then.</summary>
    public void OnSilence(int connection, Timestamp since)
    {
        Troubled?.Invoke(true);
        _door.Report(Change(FeedState.Stale, FeedCause.Silence, connection) with { Since = since }, -1, Words(connection, $"no data since {since}"));
    }

    /// <summary>The first data after an outage came.</summary>
    /// <param name="since">As told by <see cref="OnLost"/>: ticks may be missing from there on.</param>
    public void OnRecovered(int connection, Timestamp since)
    {
        Outage outage = Close(connection, new Outage(_door.Feed, connection, since, FeedCause.None));
        if (IsCovered?.Invoke(outage.Since) == true)
        {
            TellRecovered(in outage, 0, "data flows again; another feed has filled the hole");
            return;
        }
        TellGap(in outage);
        if (Backfill?.Invoke(outage) != true) TellRecovered(in outage, 0, "data flows again");
    }

    /// <summary>No more attempts: a person has to act. The last call of a connection.</summary>
    public void OnStopped(int connection, FeedCause cause, string words)
    {
        Troubled?.Invoke(true);
        LastWords = words;
        _door.Report(Change(FeedState.Stopped, cause, connection), -1, Words(connection, words));
    }

    /// <summary>Why the last connection gave up; empty while none has.</summary>
    public string LastWords { get; private set; } = "";

    /// <summary>The session goes on from its journal: what came since then was not seen.</summary>
    internal void OnResumed(Timestamp since) => TellGap(new Outage(_door.Feed, 0, since, FeedCause.Resumed));

    /// <summary>A hole is over. A connection that was lost again meanwhile is not recovered: the next time tells.</summary>
    internal void TellRecovered(in Outage outage, int bars, string words)
    {
        lock (_gate)
            if (_outages.ContainsKey(outage.Connection))
            {
                _backfilled += bars;
                return;
            }
        FeedChange change = Change(FeedState.Recovered, outage.Cause, outage.Connection) with { Since = outage.Since, Detail = bars, Value = Length(outage.Since) };
        _door.Report(in change, -1, Words(outage.Connection, words));
    }

    /// <summary>The end of the session: holes that are still open are told.</summary>
    internal void End()
    {
        Outage[] open;
        lock (_gate)
        {
            open = [.. _outages.Values];
            _outages.Clear();
        }
        foreach (Outage outage in open)
            if (IsCovered?.Invoke(outage.Since) != true) TellGap(in outage);
    }

    private Outage Close(int connection, in Outage unknown)
    {
        Outage outage;
        bool all;
        lock (_gate)
        {
            if (!_outages.Remove(connection, out outage)) outage = unknown;
            all = _outages.Count == 0 && _stopped.Count == 0;
            _wellAgain = LiveTime.Now(_time);
        }
        if (all) Troubled?.Invoke(false);
        return outage;
    }

    private void TellGap(in Outage outage)
    {
        long length = Length(outage.Since);
        _door.Report(
            Change(FeedState.Gap, outage.Cause, outage.Connection) with { Since = outage.Since, Value = length }, -1,
            Words(outage.Connection, FormattableString.Invariant($"ticks may be missing since {outage.Since}, for {(double)length / Timestamp.NanosPerSecond:0.0} s")));
    }

    private long Length(Timestamp since) => Math.Max(0, LiveTime.Now(_time) - since);

    private FeedChange Change(FeedState state, FeedCause cause, int connection)
    {
        (int First, int Count) carried;
        lock (_gate) _carried.TryGetValue(connection, out carried);
        return new FeedChange { State = state, Cause = cause, Connection = (byte)connection, FirstInstrument = carried.First, InstrumentCount = carried.Count };
    }

    private static string Words(int connection, string words) => FormattableString.Invariant($"connection {connection}: {words}");
}
