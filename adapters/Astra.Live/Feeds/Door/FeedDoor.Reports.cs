using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>What is counted and told. Nothing here waits: reports come from socket threads, and the ring may be full.</summary>
public sealed partial class FeedDoor
{
    /// <summary>Reasons that came up so far, in their order.</summary>
    public IReadOnlyList<TickRejectCount> Rejects => _rejects.All;

    /// <summary>The first frames of each reason, for <c>quarantine.jsonl</c>; bounded, in the order in which they came.</summary>
    public IReadOnlyList<QuarantinedFrame> QuarantinedFrames => _rejects.Frames;

    /// <summary>Reports that found neither room on the ring nor in the queue behind it.</summary>
    public long LostReports => _reports.Lost;

    /// <summary>How often a reason came up.</summary>
    public long CountOf(TickReject reason) => _rejects[reason];

    /// <summary>Counts what was refused or remarked upon, and keeps the first frames of each reason for a person to look at.</summary>
    /// <param name="instrument">-1 when it is not known.</param>
    public void Count(TickReject reason, int instrument, ReadOnlySpan<byte> frame)
    {
        long count = _rejects.Add(reason);
        if (RejectCounts.IsUsual(reason)) return;
        if (count <= RejectCounts.FramesKept) _rejects.Keep(reason, instrument, LiveTime.Now(_time), frame);
        if (!RejectCounts.IsTold(count)) return;
        Report(
            new FeedChange { State = FeedState.Quarantined, Detail = (int)reason, Value = count }, instrument,
            FormattableString.Invariant($"{TickRejectCount.NameOf(reason)}: {count} so far"));
    }

    /// <summary>Tells of a change in the feed's health: onto the ring as an event, and to people. Never waits; the feed's number is set here.</summary>
    /// <param name="words">For people; holds no secret.</param>
    public void Report(in FeedChange change, int instrument, string words)
    {
        Timestamp wall = LiveTime.Now(_time);
        InboundRecord record = default;
        record.Header = new InboundHeader
        {
            Kind = InboundKind.Feed,
            Source = InboundSource.Feed,
            Instrument = instrument,
            ExchangeTime = _clock?.Now ?? wall,
            ArrivalTime = wall,
        };
        record.Feed = change;
        record.Feed.Feed = Feed;
        Health.Follow(in record.Feed, instrument);
        if (change.State == FeedState.Connected) _clock?.AwaitTicks();
        _reports.Put(in record);
        _tell?.Invoke(Name.Length > 0 ? $"{Name}: {words}" : words);
    }

    /// <summary>The feed has ended and nothing more comes: holes that are still open are told, and what had to wait goes out.</summary>
    public void Close()
    {
        Health.End();
        FlushReports();
    }

    /// <summary>Puts what had to wait onto the ring; the clock's thread calls it and may wait for room.</summary>
    internal void FlushReports() => _reports.Flush();
}
