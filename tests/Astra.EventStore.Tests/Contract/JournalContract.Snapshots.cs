using Astra.Core;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void Snapshots_small_and_large_are_listed_and_loaded_and_the_oldest_go()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(200);
            for (int i = 1; i <= 12; i++) writer.Snapshots.Save(i * 10, State(i));
            Assert.Equal([.. Enumerable.Range(5, JournalPlace.SnapshotsKept).Select(i => i * 10L)], writer.Snapshots.List());
        }
        ISnapshotStore store = place.OpenSnapshots();
        Assert.Equal([.. Enumerable.Range(5, JournalPlace.SnapshotsKept).Select(i => i * 10L)], store.List());
        foreach ((long atMost, int expected) in ((long, int)[])[(long.MaxValue, 12), (120, 12), (119, 11), (60, 6), (50, 5)])
        {
            Assert.True(store.TryLoad(atMost, out long sequence, out byte[]? state));
            Assert.Equal(expected * 10, sequence);
            Assert.True(State(expected).AsSpan().SequenceEqual(state), $"snapshot {sequence} was changed");
        }
        Assert.False(store.TryLoad(49, out _, out _));
    }

    [Fact]
    public void A_damaged_snapshot_is_passed_over()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(100);
            for (int i = 1; i <= 2; i++) writer.Snapshots.Save(i * 10, State(i));
        }
        place.AddDamagedSnapshot(30, State(3));
        Assert.True(place.OpenSnapshots().TryLoad(long.MaxValue, out long sequence, out byte[]? state));
        Assert.Equal(20, sequence);
        Assert.True(State(2).AsSpan().SequenceEqual(state));
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

    /// <summary>Every fourth is larger than one stored event may be.</summary>
    private static byte[] State(int number)
    {
        byte[] state = new byte[number % 4 == 0 ? 2_500_000 : 500];
        new Random(number).NextBytes(state);
        return state;
    }
}
