using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>A live session, faults and all, on a real engine with a journal on disk; then the same once more from the journal alone.</summary>
public class ReplayTests
{
    [Theory]
    [InlineData(RigVendor.AngelOne)]
    [InlineData(RigVendor.ShoonyaOAuth)]
    public async Task A_day_with_every_kind_of_trouble_replays_to_the_hash_it_ran_with(RigVendor vendor)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(vendor) { Speed = 10, Instruments = 4, Detail = FeedDetail.Quote });
        await rig.SignInAsync();
        string folder = Directory.CreateTempSubdirectory("astra-feeds-journal-").FullName;
        try
        {
            LiveFeed live;
            SessionReport ran;
            using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder) { Durability = Durability.None }))
            using (OutboundLog log = OutboundLog.Open(journal))
            using (var stop = new CancellationTokenSource())
            {
                Plan[] plans = [new Plan { Id = 1, Instrument = 0, Algorithm = "macd-cross", IntervalMinutes = 1, Source = "operator", Reason = "a test" }];
                live = rig.NewLive(plans);
                var request = new SessionRequest
                {
                    Feed = live, Settings = Facts.Settings, Plans = plans, StartTime = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(8, 0)),
                    Store = new SessionStore
                    {
                        Journal = journal, OpenReader = () => EmbeddedJournalReader.Open(journal), OutboundLog = log,
                        OpenOutboundReader = () => OutboundLogReader.Open(folder),
                        Snapshots = new SnapshotStore(folder),
                    },
                };
                Task<SessionReport> session = Task.Factory.StartNew(
                    () => ShadowSession.Run(request, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                await TroubleAsync(rig, live, session);
                await stop.CancelAsync();
                ran = await session;
            }

            // Every tick that the door let in was seen by the core: a tick is one event here, without depth beside it.
            Assert.Equal(live.Status[0].Ticks, ran.TicksNow);
            using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder);
            using OutboundLogReader stored = OutboundLogReader.Open(folder);
            ReplayReport replayed = Replay.Run(reader, stored, new SnapshotStore(folder), new ReplayOptions(), TestContext.Current.CancellationToken);
            Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
            Assert.Equal((ran.OutboundHash, ran.StateHash, ran.TicksNow), (replayed.OutboundHash, replayed.StateHash, replayed.TicksNow));
            Assert.True(replayed.Compared > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TroubleAsync(FeedRig rig, LiveFeed live, Task session)
    {
        Task UntilTicksAsync(long more)
        {
            long from = live.Status is [var status] ? status.Ticks : 0;
            return rig.UntilAsync(() => session.IsCompleted || (live.Status is [var now] && now.Ticks >= from + more), $"{more} more ticks of the session");
        }

        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= 4, "everything is subscribed");
        foreach (FrameFault fault in Enum.GetValues<FrameFault>()) rig.Server.Faults.Every(31, fault);
        _ = rig.Server.Stream(300);
        await UntilTicksAsync(300);
        rig.Server.Faults.DropEvery = 150;
        await UntilTicksAsync(600);
        rig.Server.Faults.DropEvery = 0;
        rig.Server.Faults.Mute = true;
        int before = rig.Server.Counts.Attempts.Count;
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count > before, "the silence is noticed");
        rig.Server.Faults.Mute = false;
        rig.Server.Faults.Shape = WireShape.Fragmented;
        await UntilTicksAsync(600);
        await rig.Server.StopAndFlushAsync();
    }
}
