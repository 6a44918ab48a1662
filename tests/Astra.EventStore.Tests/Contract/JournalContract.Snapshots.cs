using Astra.Core;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void As_many_snapshots_as_are_wanted_stay_and_the_oldest_go()
    {
        using JournalPlace place = NewPlace();
        long[] kept = [.. Enumerable.Range(5, JournalPlace.SnapshotsKept).Select(i => i * 10L)];
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(200);
            for (int i = 1; i <= 12; i++) writer.Snapshots.Save(i * 10, State(i, 500));
            Assert.Equal(kept, writer.Snapshots.List());
        }
        ISnapshotStore store = place.OpenSnapshots();
        Assert.Equal(kept, store.List());
        foreach ((long atMost, int expected) in ((long, int)[])[(long.MaxValue, 12), (120, 12), (119, 11), (60, 6), (50, 5)])
        {
            Assert.True(store.TryLoad(atMost, out long sequence, out byte[]? state));
            Assert.Equal(expected * 10, sequence);
            Assert.True(State(expected, 500).AsSpan().SequenceEqual(state), $"snapshot {sequence} was changed");
        }
        Assert.False(store.TryLoad(49, out _, out _));
    }

    [Fact]
    public void A_snapshot_larger_than_one_stored_event_comes_back_whole()
    {
        using JournalPlace place = NewPlace();
        int[] sizes = [0, 1, 900_000, 2_500_000, 40];
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(sizes.Length);
            for (int i = 0; i < sizes.Length; i++) writer.Snapshots.Save(i, State(i, sizes[i]));
        }
        ISnapshotStore store = place.OpenSnapshots();
        Assert.Equal([0L, 1, 2, 3, 4], store.List());
        for (int i = 0; i < sizes.Length; i++)
        {
            Assert.True(store.TryLoad(i, out long sequence, out byte[]? state));
            Assert.Equal(i, sequence);
            Assert.True(State(i, sizes[i]).AsSpan().SequenceEqual(state), $"snapshot {sequence} was changed");
        }
    }

    [Fact]
    public void A_damaged_snapshot_is_passed_over()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(100);
            for (int i = 1; i <= 2; i++) writer.Snapshots.Save(i * 10, State(i, 700));
        }
        place.AddDamagedSnapshot(30, State(3, 700));
        Assert.True(place.OpenSnapshots().TryLoad(long.MaxValue, out long sequence, out byte[]? state));
        Assert.Equal(20, sequence);
        Assert.True(State(2, 700).AsSpan().SequenceEqual(state));
        Assert.True(place.Verify().Good, "a damaged snapshot loses no event");
    }

    [Fact]
    public void Without_snapshots_none_is_listed_and_none_loaded()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) writer.Ticks(1);
        Assert.Empty(place.OpenSnapshots().List());
        Assert.False(place.OpenSnapshots().TryLoad(long.MaxValue, out _, out _));
    }

    private static byte[] State(int number, int bytes)
    {
        byte[] state = new byte[bytes];
        new Random(number).NextBytes(state);
        return state;
    }
}
