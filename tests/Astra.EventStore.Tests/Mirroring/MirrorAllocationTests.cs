using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>The journal's thread does not feel a mirror.</summary>
[Collection(nameof(RunsAlone))]
public class MirrorAllocationTests
{
    // A byte for each would be three times the noise that is allowed for.
    private const int MirroredEvents = 200_000;

    [Fact]
    public async Task The_journals_thread_allocates_nothing_while_a_mirror_follows()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        // All events in one segment: the next one's file is an object.
        using WrittenFolder folder = new(segmentBytes: JournalOptions.DefaultSegmentBytes);
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(2000);
        await Mirrors.UntilFollowed(mirror, folder);
        long allocated = 0;
        Thread journal = new(() =>
        {
            InboundEvent e = Events.Tick(folder.Journal.NextSequence);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < MirroredEvents; i++)
            {
                folder.Journal.Append(folder.Journal.NextSequence, ref e);
                if (i % 500 == 499) folder.Journal.Commit();
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        journal.Start();
        journal.Join();
        Assert.InRange(allocated, 0, RunsAlone.Noise);
        await Mirrors.UntilFollowed(mirror, folder);
    }
}
