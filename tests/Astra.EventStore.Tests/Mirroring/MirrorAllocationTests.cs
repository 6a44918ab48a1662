using Astra.Core;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>The journal's thread does not feel a mirror.</summary>
[Collection(nameof(RunsAlone))]
public class MirrorAllocationTests
{
    [Fact]
    public async Task The_journals_thread_allocates_nothing_while_a_mirror_follows()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(2000);
        await Mirrors.UntilFollowed(mirror, folder);
        long allocated = 0;
        Thread journal = new(() =>
        {
            InboundEvent e = Events.Tick(folder.Journal.NextSequence);
            long before = GC.GetAllocatedBytesForCurrentThread();
            // Fewer events than a segment holds: a new segment's file is an object.
            for (int i = 0; i < 90; i++)
            {
                folder.Journal.Append(folder.Journal.NextSequence, ref e);
                folder.Journal.Commit();
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        journal.Start();
        journal.Join();
        Assert.InRange(allocated, 0, RunsAlone.Noise);
        await Mirrors.UntilFollowed(mirror, folder);
    }
}
