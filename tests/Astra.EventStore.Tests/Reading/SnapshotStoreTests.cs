using System.Diagnostics;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Reading;

public sealed class SnapshotStoreTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly List<string> _said = [];
    private readonly Guid _journal = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SessionName Name => new(new DateOnly(2026, 7, 20), _journal.ToString("N")[..12]);

    [Fact]
    public void States_of_any_size_come_back_and_the_oldest_go()
    {
        using EventStoreSnapshotStore store = Store(kept: 3);
        Assert.Empty(store.List());
        Assert.False(store.TryLoad(long.MaxValue, out _, out _));
        int[] sizes = [1, 5_000, EventStoreSnapshotStore.PartBytes, EventStoreSnapshotStore.PartBytes + 1, 3_000_000, 10, 20, 30];
        for (int i = 0; i < sizes.Length; i++)
        {
            store.Save(i * 10, State(sizes[i]));
            long[] expected = [.. Enumerable.Range(Math.Max(0, i - 2), Math.Min(i + 1, 3)).Select(n => n * 10L)];
            Assert.Equal(expected, store.List());
            Assert.Equal(expected, Store(kept: 3).List());
            foreach (long sequence in expected)
            {
                Assert.True(Store().TryLoad(sequence + 9, out long found, out byte[]? state));
                Assert.Equal(sequence, found);
                Assert.True(State(sizes[sequence / 10]).AsSpan().SequenceEqual(state), $"snapshot {sequence} was changed");
            }
        }
        Assert.Equal((sizes.Length, 0), (store.Saved, store.Skipped));
        Assert.Empty(_said);
        Assert.InRange(fixture.Server.Counts.LargestAppend, 900 * 1024, 1024 * 1024);
    }

    [Fact]
    public async Task The_stream_keeps_as_many_events_as_the_snapshots_need()
    {
        using EventStoreSnapshotStore store = Store(kept: 4);
        store.Save(1, State(100));
        Assert.Equal(8, (await fixture.Client.GetMetadataAsync(Name.Snapshots, Stop)).MaxCount);
        store.Save(2, State(2 * EventStoreSnapshotStore.PartBytes));
        Assert.Equal(12, (await fixture.Client.GetMetadataAsync(Name.Snapshots, Stop)).MaxCount);
        // Another writer knows the limit from the stream, and never lowers it.
        Store(kept: 4).Save(3, State(100));
        Assert.Equal(12, (await fixture.Client.GetMetadataAsync(Name.Snapshots, Stop)).MaxCount);
        Assert.Equal([1, 2, 3], store.List());
    }

    [Fact]
    public void Damaged_and_foreign_snapshots_are_passed_over_with_a_word()
    {
        using EventStoreSnapshotStore store = Store();
        store.Save(10, State(3_000));
        store.Save(20, State(2_000_000));
        store.Save(30, State(2_000_000));
        store.Save(40, State(50));
        using (EventStoreSnapshotStore other = new(fixture.Client, Name, Guid.NewGuid())) other.Save(50, State(60));
        // 0 and 1 are the first, 2 to 5 the second, 6 to 9 the third, 10 and 11 the fourth, 12 and 13 the foreign one.
        fixture.Server.Store.FlipByte(Name.Snapshots, 4, 77);
        fixture.Server.Store.Drop(Name.Snapshots, 8);
        fixture.Server.Store.Replace(Name.Snapshots, 11, "{\"sequence\":40"u8.ToArray());
        Assert.True(store.TryLoad(long.MaxValue, out long sequence, out byte[]? state));
        Assert.Equal(10, sequence);
        Assert.True(State(3_000).AsSpan().SequenceEqual(state));
        Assert.Equal(4, _said.Count);
        Assert.Contains(_said, text => text.StartsWith($"{Name.Snapshots}@13: the snapshot is passed over, it belongs to journal", StringComparison.Ordinal));
        Assert.Contains(_said, text => text.StartsWith($"{Name.Snapshots}@11: the snapshot is passed over, its manifest cannot be read", StringComparison.Ordinal));
        Assert.Contains(_said, text => text.StartsWith($"{Name.Snapshots}@9: the snapshot is passed over, its part at revision 8 is missing", StringComparison.Ordinal));
        Assert.Contains(_said, text => text.StartsWith($"{Name.Snapshots}@5: the snapshot is passed over, its checksum does not hold", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_of_a_save_that_was_given_up_pushes_no_good_snapshot_out()
    {
        using EventStoreSnapshotStore store = Store(kept: 2);
        store.Save(1, State(10));
        store.Save(2, State(20));
        for (int i = 0; i < 2; i++) fixture.Server.Store.Append(Name.Snapshots, StoredSnapshots.PartType, new byte[100], _journal.ToByteArray());
        using EventStoreSnapshotStore next = Store(kept: 2);
        next.Save(3, State(30));
        Assert.True(next.TryLoad(2, out long sequence, out _));
        Assert.Equal(2, sequence);
        Assert.Equal([2, 3], next.List());
    }

    [Fact]
    public void Two_writers_on_one_stream_do_not_mix_their_parts()
    {
        using EventStoreSnapshotStore one = Store(), two = Store();
        one.Save(1, State(10));
        two.Save(2, State(2_000_000));
        // The first one still believes that the stream ends behind its own.
        one.Save(3, State(2_000_000));
        Assert.Equal([1, 2, 3], two.List());
        foreach (long wanted in (long[])[1, 2, 3])
        {
            Assert.True(two.TryLoad(wanted, out long sequence, out _));
            Assert.Equal(wanted, sequence);
        }
        Assert.Empty(_said);
    }

    [Fact]
    public void Where_the_frames_stand_goes_with_the_snapshot()
    {
        using EventStoreSnapshotStore store = Store();
        store.Hints.Note(1_000, 17);
        store.Save(990, State(10));
        using EventStoreSnapshotStore reading = Store();
        Assert.True(reading.TryLoad(long.MaxValue, out _, out _));
        Assert.Equal(17, reading.Hints.RevisionNear(991));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_does_not_answer_costs_a_word_and_no_more(bool absent)
    {
        await using StandIns.EventStore.EventStoreStandIn server = await StandIns.EventStore.EventStoreStandIn.StartAsync();
        await using EventStoreClient client = new(EventStoreSettings.Parse(server.ConnectionString));
        using EventStoreSnapshotStore store = new(client, Name, _journal, report: _said.Add) { Patience = TimeSpan.FromSeconds(1) };
        store.Save(1, State(10));
        if (absent) await server.KillAsync();
        else server.Faults.Mute = true;
        long started = Stopwatch.GetTimestamp();
        store.Save(2, State(10));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        Assert.Equal((1, 1), (store.Saved, store.Skipped));
        Assert.Contains("the snapshot of sequence 2 was not saved", Assert.Single(_said), StringComparison.Ordinal);
        if (absent) await server.RestartAsync();
        else server.Faults.Heal();
        store.Save(3, State(10));
        Assert.Equal([1, 3], store.List());
    }

    [Fact]
    public async Task A_save_that_waits_is_released()
    {
        await using StandIns.EventStore.EventStoreStandIn server = await StandIns.EventStore.EventStoreStandIn.StartAsync();
        await using EventStoreClient client = new(EventStoreSettings.Parse(server.ConnectionString));
        using EventStoreSnapshotStore store = new(client, Name, _journal, report: _said.Add) { Patience = TimeSpan.FromMinutes(5) };
        store.Save(1, State(10));
        server.Faults.MuteAppends = true;
        Task saving = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => store.Save(2, State(10))), Stop);
        Assert.True(SpinWait.SpinUntil(() => server.Counts.OpenCalls > 0, TimeSpan.FromSeconds(20)));
        store.Release();
        await saving.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.ThrowsAny<OperationCanceledException>(() => store.Save(3, State(10)));
        Assert.Empty(_said);
    }

    private EventStoreSnapshotStore Store(int kept = EventStoreSnapshotStore.DefaultKept) => new(fixture.Client, Name, _journal, kept, _said.Add);

    private static byte[] State(int length)
    {
        byte[] state = new byte[length];
        new Random(length).NextBytes(state);
        return state;
    }
}
