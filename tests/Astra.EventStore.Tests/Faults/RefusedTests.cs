using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Faults;

/// <summary>What waiting does not mend: with the server as the gate the day does not begin, or ends, and says why; with a mirror the day goes on without it.</summary>
public class RefusedTests
{
    private const string Password = "s3cret-not-to-be-told";

    [Fact]
    public async Task A_second_writer_stops_a_session_whose_gate_the_server_is()
    {
        await using ServedDay day = await ServedDay.StartAsync();
        EngineStoppedException stopped = await Assert.ThrowsAsync<EngineStoppedException>(() => day.RunAsync(JournalMode.EventStoreDb, () => Intrude(day)));
        EventStoreException fault = Assert.IsType<EventStoreException>(stopped.Fault?.Exception);
        Assert.Equal(JournalErrorKind.SecondWriter, fault.Kind);
        Assert.Contains(day.Name.Journal, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
        day.MustBeSound();
    }

    [Fact]
    public async Task A_second_writer_ends_a_mirror_and_the_day_goes_on()
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(JournalMode.Mirrored, () => Intrude(day));
        Assert.Equal(MarketDay.Expected.OutboundHash, report.OutboundHash);
        Assert.Equal((MirrorState.Diverged, false), (day.Outcome!.State, day.Outcome.Complete));
        Assert.NotEmpty(day.Said);
        day.MustBeSound();
    }

    [Fact]
    public async Task A_frame_that_is_too_large_for_the_server_stops_a_session_and_tells_the_limit()
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 40_000 });
        Exception? stopped = await Record.ExceptionAsync(() => day.RunAsync(JournalMode.EventStoreDb, () => { }));
        EventStoreException fault = Assert.IsType<EventStoreException>((stopped as EngineStoppedException)?.Fault?.Exception ?? stopped);
        Assert.Equal(JournalErrorKind.TooLarge, fault.Kind);
        Assert.Contains("40000", fault.Message, StringComparison.Ordinal);
        day.MustBeSound();
    }

    [Fact]
    public async Task A_frame_that_is_too_large_for_the_server_ends_a_mirror_and_the_day_goes_on()
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 40_000 });
        SessionReport report = await day.RunAsync(JournalMode.Mirrored, () => { });
        Assert.Equal(MarketDay.Expected.OutboundHash, report.OutboundHash);
        Assert.Equal((MirrorState.Refused, false), (day.Outcome!.State, day.Outcome.Complete));
        Assert.Contains("40000", day.Outcome.Text + day.Said, StringComparison.Ordinal);
        day.MustBeSound();
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task Smaller_frames_fit_a_server_with_a_small_limit(JournalMode mode)
    {
        // Snapshots may not fit there: they are a short cut, and nothing waits for them.
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 40_000 }, frameBytes: 32_768, givesUpSoon: true);
        SessionReport report = await day.RunAsync(mode, () => { });
        await day.MustBeWholeAsync(report, snapshots: false);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_before_the_day_begins_without_the_password()
    {
        await using ServedDay day = await Guarded();
        EventStoreException refused = await Assert.ThrowsAsync<EventStoreException>(() => day.RunAsync(JournalMode.EventStoreDb, () => { }));
        Assert.Equal(JournalErrorKind.AccessDenied, refused.Kind);
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_leave_a_mirrored_day_alone_and_are_told_without_the_password()
    {
        await using ServedDay day = await Guarded();
        SessionReport report = await day.RunAsync(JournalMode.Mirrored, () => { });
        Assert.Equal(MarketDay.Expected.OutboundHash, report.OutboundHash);
        Assert.False(day.Outcome!.Complete);
        Assert.Equal(MarketDay.Expected.LastSequence + 1, day.Outcome.EventsBehind);
        Assert.DoesNotContain(Password, day.Said + day.Outcome, StringComparison.Ordinal);
        Assert.NotEmpty(day.Said);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mismatch_of_tls_is_told_as_one(bool serverHasTls)
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { Tls = serverHasTls });
        day.Connection = $"esdb://127.0.0.1:{day.Server.Port}?tls={(serverHasTls ? "false" : "true")}&maxDiscoverAttempts=2";
        EventStoreException refused = await Assert.ThrowsAsync<EventStoreException>(() => day.RunAsync(JournalMode.EventStoreDb, () => { }));
        Assert.Equal(JournalErrorKind.Unavailable, refused.Kind);
        Assert.Contains("tls", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_mismatch_of_tls_leaves_a_mirrored_day_alone_and_is_told_as_one()
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { Tls = true }, givesUpSoon: true);
        day.Connection = $"esdb://127.0.0.1:{day.Server.Port}?tls=false&maxDiscoverAttempts=2";
        SessionReport report = await day.RunAsync(JournalMode.Mirrored, () => { });
        Assert.Equal(MarketDay.Expected.OutboundHash, report.OutboundHash);
        Assert.False(day.Outcome!.Complete);
        Assert.Contains("tls", day.Outcome.Text + day.Said, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<ServedDay> Guarded()
    {
        ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { Users = new Dictionary<string, string> { ["admin"] = "changeit" } }, givesUpSoon: true);
        day.Connection = $"esdb://admin:{Password}@127.0.0.1:{day.Server.Port}?tls=false&maxDiscoverAttempts=2";
        return day;
    }

    /// <summary>Somebody else appends what looks like a frame.</summary>
    private static void Intrude(ServedDay day)
    {
        StandInEvent last = day.Server.Store.Read(day.Name.Journal)[^1];
        day.Server.Store.Append(day.Name.Journal, last.Type, last.Data, last.CustomMetadata);
    }
}
