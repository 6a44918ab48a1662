using Astra.Core;
using Astra.Journal;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_reader_beside_a_writer_sees_whole_events_in_order_and_comes_to_the_end()
    {
        const int count = 6_000;
        using JournalPlace place = NewPlace();
        using PlaceWriter writer = place.Create();
        writer.Ticks(100);
        Task<long> reading = Task.Run(() =>
        {
            using IJournalReader reader = place.OpenReader();
            long next = 0;
            DateTime end = DateTime.UtcNow + Patience;
            while ((next = ReadTicks(reader, next)) < count && DateTime.UtcNow < end) Thread.Sleep(5);
            return next;
        }, TestContext.Current.CancellationToken);
        writer.Ticks(count - 100, perCommit: 190);
        Assert.Equal(count, await reading);
    }

    [Fact]
    public void Any_sequence_is_found_and_none_outside_the_journal()
    {
        const int count = 5_000;
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) writer.Ticks(count, perCommit: 730);
        using IJournalReader reader = place.OpenReader();
        InboundEvent e = default;
        Random random = new(3);
        foreach (long wanted in (long[])[0, count - 1, 729, 730, 731, .. Enumerable.Range(0, 20).Select(_ => random.NextInt64(count))])
        {
            reader.Seek(wanted);
            Assert.True(reader.TryRead(ref e, out long sequence));
            InboundEvent expected = Events.Tick(wanted);
            Assert.True(wanted == sequence && Events.Same(ref expected, ref e), $"looked for {wanted}, found {sequence}");
        }
        reader.Seek(count);
        Assert.False(reader.TryRead(ref e, out _));
        Assert.ThrowsAny<JournalException>(() => reader.Seek(count + 1));
        Assert.ThrowsAny<JournalException>(() => reader.Seek(-1));
    }

    [Fact]
    public void Any_time_is_found_exactly()
    {
        const int count = 5_000;
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) writer.Ticks(count, perCommit: 730);
        using IJournalReader reader = place.OpenReader();
        Random random = new(5);
        foreach (long wanted in (long[])[0, count - 1, 729, 730, .. Enumerable.Range(0, 12).Select(_ => random.NextInt64(1, count))])
        {
            Finds(wanted, before: 0);
            Finds(wanted, before: 500_000);
        }
        Assert.False(place.SeekTime(reader, Events.TimeOf(count - 1) + 1));

        void Finds(long wanted, long before)
        {
            InboundEvent e = default;
            Assert.True(place.SeekTime(reader, Events.TimeOf(wanted) - before));
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.Equal(wanted, sequence);
        }
    }

    [Fact]
    public void The_outbound_log_follows_and_goes_on_behind_what_a_kill_left_of_it()
    {
        using JournalPlace place = NewPlace();
        PlaceWriter killed = place.Create();
        killed.Ticks(30);
        killed.Say(25);
        killed.Ticks(30);
        OutboundEvent handed = Events.Said(25, 59);
        killed.OutboundLog.Append(ref handed);
        killed.OutboundLog.Commit();
        killed.Kill();
        Assert.InRange(ReadSaid(place), 25, 26);
        using (PlaceWriter writer = place.Resume())
        {
            Assert.InRange(writer.OutboundLog.LastSequence, 24, 25);
            writer.Ticks(10);
            writer.Say(40);
            Assert.Equal(writer.OutboundLog.LastSequence + 1, ReadSaid(place));
        }
        Assert.InRange(ReadSaid(place), 65, 66);
        JournalVerification found = place.Verify();
        Assert.True(found.Good, string.Join('\n', found.Findings));
        Assert.Equal((70, ReadSaid(place)), (found.Events, found.OutboundEvents));
    }

    [Fact]
    public void A_place_in_the_outbound_log_is_found()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            for (int i = 0; i < 12; i++)
            {
                writer.Ticks(10);
                writer.Say(25);
            }
        }
        using IOutboundLogReader reader = place.OpenOutboundReader();
        Assert.Equal(299, reader.LastSequence);
        OutboundEvent e = default;
        foreach (long wanted in (long[])[0, 24, 25, 26, 150, 299])
        {
            reader.Seek(wanted);
            Assert.True(reader.TryRead(ref e));
            Assert.Equal((wanted, wanted / 25 * 10 + 9), (e.Header.Sequence, e.Header.Cause));
        }
        Assert.False(reader.TryRead(ref e));
    }
}
