using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void A_day_says_the_same_here_as_on_the_embedded_log_and_when_it_is_replayed_from_here()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            SessionReport report = RunDay(writer);
            Assert.Equal(Hashes(MarketDay.Expected), Hashes(report));
            Assert.True(report.Snapshots > 0, "the day took no snapshot, so it proves nothing about them");
        }
        ReplaysTheSame(place);
        Assert.True(place.Verify().Good);
    }

    [Fact]
    public void Recovery_from_a_snapshot_equals_a_full_replay_to_the_bit()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) RunDay(writer);
        (RecoveryReport quick, RecoveryReport full) = (Recover(place, place.OpenSnapshots()), Recover(place, null));
        Assert.NotNull(quick.Snapshot);
        Assert.Null(full.Snapshot);
        Assert.Equal(MarketDay.Expected.StateHash, quick.StateHash);
        Assert.Equal((full.StateHash, full.LastSequence, full.OutboundSequence), (quick.StateHash, quick.LastSequence, quick.OutboundSequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Killed_at_random_moments_and_resumed_the_day_ends_the_same(int seed)
    {
        Random random = new(seed);
        using JournalPlace place = NewPlace();
        long said = 0;
        for (int life = 0; life < 3; life++)
        {
            said = random.NextInt64(said + 1, said + (MarketDay.Expected.OutboundSequence - said) / 2);
            PlaceWriter writer = life == 0 ? place.Create() : place.Resume();
            Assert.Throws<EngineStoppedException>(() => RunDay(writer, resume: life > 0, diesAt: said));
            writer.Kill();
        }
        using (PlaceWriter writer = place.Resume())
        {
            SessionReport report = RunDay(writer, resume: true);
            Assert.Equal(Hashes(MarketDay.Expected), Hashes(report));
            Assert.Equal(MarketDay.Expected.Instruments, report.Instruments);
        }
        ReplaysTheSame(place);
        Assert.True(place.Verify().Good);
    }

    private static SessionReport RunDay(PlaceWriter writer, bool resume = false, long? diesAt = null)
    {
        using RecordedFeed feed = MarketDay.Feed();
        SessionRequest request = MarketDay.Request(writer.Store, feed) with { Resume = resume };
        if (diesAt is { } said) request = request with { Effects = [new DiesAt(said)] };
        return ShadowSession.Run(request, TestContext.Current.CancellationToken);
    }

    private static void ReplaysTheSame(JournalPlace place)
    {
        using IJournalReader reader = place.OpenReader();
        using IOutboundLogReader stored = place.OpenOutboundReader();
        ReplayReport replay = Replay.Run(reader, stored, null, new ReplayOptions(), TestContext.Current.CancellationToken);
        Assert.True(replay.Identical, replay.FirstDifference?.ToString());
        Assert.Equal((MarketDay.Expected.OutboundHash, MarketDay.Expected.StateHash), (replay.OutboundHash, replay.StateHash));
        Assert.Equal(MarketDay.Expected.OutboundSequence + 1, replay.Compared);
    }

    private static RecoveryReport Recover(JournalPlace place, ISnapshotStore? snapshots)
    {
        using IJournalReader reader = place.OpenReader();
        using IOutboundLogReader stored = place.OpenOutboundReader();
        return Recovery.Run(reader, snapshots, null, stored).Report;
    }

    private static (ulong, ulong, long, long) Hashes(SessionReport report) =>
        (report.OutboundHash, report.StateHash, report.LastSequence, report.OutboundSequence);
}
