using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Angel One's ticks of some instruments, over as many sockets as they need. See <see cref="IMarketFeed"/>.</summary>
public sealed class AngelFeed : IMarketFeed
{
    private static readonly TimeSpan RollOverCheck = TimeSpan.FromSeconds(20);

    private static readonly ReconnectPolicy Policy = new(
        First: TimeSpan.FromSeconds(1), Cap: TimeSpan.FromSeconds(30), Least: TimeSpan.Zero, OutsideHours: TimeSpan.FromMinutes(5), ResetAfter: TimeSpan.FromSeconds(60));

    private readonly AngelSession _session;
    private readonly AngelOneOptions _options;
    private readonly SegmentHours _hours;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<AngelSubscription[]> _shards;
    private AngelStream[] _streams = [];

    /// <exception cref="VendorException">The vendor's limits do not allow it; final.</exception>
    internal AngelFeed(
        IReadOnlyList<FeedInstrument> instruments, FeedDetail detail, AngelSession session, AngelOneOptions options, SegmentHours hours, TimeProvider time)
    {
        (Instruments, _session, _options, _hours, _time) = (instruments, session, options, hours, time);
        _shards = AngelShards.Share(instruments, detail);
    }

    public string Name => AngelOne.VendorName;

    public IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>Sockets that it runs over, 1 to 3.</summary>
    public int Sockets => _shards.Count;

    /// <summary>Puts an instrument of this feed into another mode, or with <see cref="AngelMode.None"/> out of the stream.</summary>
    /// <remarks>Takes a second or two. Without effect before the feed runs.</remarks>
    public void Change(FeedInstrument instrument, AngelMode mode)
    {
        foreach (AngelStream stream in _streams) stream.Change(instrument, mode);
    }

    public TimeSpan? ServerAhead => _session.ServerAhead;

    public async Task RunAsync(FeedDoor door, CancellationToken stop)
    {
        var streams = new AngelStream[_shards.Count];
        var supervisors = new StreamSupervisor[_shards.Count];
        for (int i = 0; i < streams.Length; i++)
        {
            AngelSubscription[] shard = _shards[i];
            streams[i] = new AngelStream(_session, _options.Stream, door, i, shard, _hours, _time);
            Segment[] segments = SegmentHours.Of(shard.Select(s => s.Instrument));
            if (streams.Length > 1) door.Health.Carries(i, shard[0].Instrument.Instrument.Id, shard[^1].Instrument.Instrument.Id - shard[0].Instrument.Instrument.Id + 1);
            supervisors[i] = new StreamSupervisor(
                streams[i], door.Health,
                new StreamOptions
                {
                    Name = $"{Name} ticks {i + 1}",
                    Connection = i,
                    Policy = Policy,
                    IsMarketOpen = at => _hours.IsAnyOpen(segments, at),
                    SilenceLimit = at => _hours.SilenceLimit(segments, at),
                    Redactor = _session.Redactor,
                    Tap = door.Tap,
                },
                _time);
        }
        _streams = streams;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task rollOver = RollOverAsync(streams, supervisors, ended.Token);
        try
        {
            await Task.WhenAll(supervisors.Select(s => s.RunAsync(stop))).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await rollOver.ConfigureAwait(false);
        }
    }

    /// <summary>Renews the tokens when the vendor's day begins, and brings every socket that runs on older ones over to them.</summary>
    private async Task RollOverAsync(AngelStream[] streams, StreamSupervisor[] supervisors, CancellationToken stop)
    {
        try
        {
            for (; ; await Task.Delay(RollOverCheck, _time, stop).ConfigureAwait(false))
            {
                if (!_session.IsDue) continue;
                AngelTokens tokens;
                try
                {
                    tokens = await _session.CurrentAsync(stop).ConfigureAwait(false);
                }
                catch (VendorException)
                {
                    // The session has told why. The old tokens may live on; when they do not, the sockets find out and stop or try again by their own rules.
                    continue;
                }
                for (int i = 0; i < streams.Length; i++)
                    if (streams[i].Presented is { } presented && presented.Generation < tokens.Generation)
                        supervisors[i].Reconnect(FeedCause.RollOver, "new tokens for the new day");
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }
}
