using Astra.Core;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>Calls that fail: history, quotes and instrument masters, the same for every vendor.</summary>
public abstract class RestFaults
{
    private static readonly Timestamp Open = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(9, 15));

    internal abstract RigVendor Vendor { get; }

    private async Task<FeedRig> SignedInAsync()
    {
        FeedRig rig = await FeedRig.OpenAsync(new RigOptions(Vendor));
        await rig.SignInAsync();
        return rig;
    }

    private static Task<IReadOnlyList<HistoryBar>> BarsAsync(FeedRig rig, int minutes = 1) =>
        rig.Vendor.History.BarsAsync(rig.Instruments[0], minutes, Open, Open + (45 * Timestamp.NanosPerMinute), rig.Soon);

    private static void MustBeTheServers(FeedRig rig, IReadOnlyList<HistoryBar> bars)
    {
        DateTimeOffset open = new(2026, 11, 23, 9, 15, 0, MarketHours.India);
        List<MinuteBar> expected = rig.Server.Market.History(rig.Server.Instruments[0], open, open.AddMinutes(44));
        Assert.Equal(45, expected.Count);
        Assert.Equal(
            expected.Select(b => (b.Minute * Timestamp.NanosPerMinute, b.Open, b.High, b.Low, b.Close, b.Volume)),
            bars.Select(b => (b.Start.UnixNanos, b.Open.Units, b.High.Units, b.Low.Units, b.Close.Units, b.Volume)));
    }

    [Theory]
    [InlineData(HttpFault.BadGateway)]
    [InlineData(HttpFault.Unavailable)]
    [InlineData(HttpFault.TooMany)]
    [InlineData(HttpFault.Reset)]
    public async Task A_short_storm_delays_history_and_loses_none_of_it(HttpFault fault)
    {
        await using FeedRig rig = await SignedInAsync();
        rig.Server.Faults.RestStorm(fault, 2);
        MustBeTheServers(rig, await BarsAsync(rig));
        Assert.Equal(1, rig.Server.Counts.Logins);
    }

    [Theory]
    [InlineData(HttpFault.Html)]
    [InlineData(HttpFault.PlainText)]
    [InlineData(HttpFault.EmptyBody)]
    [InlineData(HttpFault.CutJson)]
    public async Task An_answer_that_is_none_is_a_failure_in_words_and_the_next_call_works(HttpFault fault)
    {
        await using FeedRig rig = await SignedInAsync();
        rig.Server.Faults.RestStorm(fault, 100);
        await Assert.ThrowsAsync<VendorException>(() => BarsAsync(rig));
        rig.Server.Faults.Clear();
        MustBeTheServers(rig, await BarsAsync(rig));
    }

    [Fact]
    public async Task A_long_storm_ends_in_a_failure_that_may_be_tried_again_after_few_calls()
    {
        await using FeedRig rig = await SignedInAsync();
        int before = rig.Server.Counts.RestCalls.Count;
        rig.Server.Faults.RestStorm(HttpFault.BadGateway, 1000);
        var failed = await Assert.ThrowsAsync<VendorException>(() => BarsAsync(rig));
        Assert.False(failed.IsFinal);
        Assert.InRange(rig.Server.Counts.RestCalls.Count - before, 2, 10);
    }

    [Fact]
    public async Task Longer_bars_are_whole_and_the_running_one_is_left_out()
    {
        await using FeedRig rig = await SignedInAsync();
        IReadOnlyList<HistoryBar> fives = await rig.Vendor.History.BarsAsync(rig.Instruments[0], 5, Open, Open + (60 * Timestamp.NanosPerMinute), rig.Soon);
        IReadOnlyList<HistoryBar> ones = await BarsAsync(rig);
        Assert.Equal(9, fives.Count);
        Assert.Equal(ones.Sum(b => b.Volume), fives.Sum(b => b.Volume));
        Assert.Equal((ones[0].Open, ones[^1].Close), (fives[0].Open, fives[^1].Close));
        Assert.Equal(ones.Max(b => b.High.Units), fives.Max(b => b.High.Units));
    }

    [Theory]
    [InlineData(MasterFault.Truncated)]
    [InlineData(MasterFault.Aborted)]
    [InlineData(MasterFault.Html)]
    [InlineData(MasterFault.Empty)]
    [InlineData(MasterFault.Null)]
    public async Task A_broken_master_leaves_the_last_good_one_in_use(MasterFault fault)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(Vendor) { Speed = 20 });
        rig.Server.Faults.Master = fault;
        await Assert.ThrowsAsync<VendorException>(() => rig.Vendor.LoadMasterAsync(rig.Soon));
        rig.Server.Faults.Master = MasterFault.None;
        int good = (await rig.Vendor.LoadMasterAsync(rig.Soon)).Count;
        Assert.Equal(rig.Options.Instruments, good);
        rig.Server.Faults.Master = fault;
        Assert.Equal(good, (await rig.Vendor.LoadMasterAsync(rig.Soon)).Count);
        Assert.Contains(rig.Told, words => words.Contains("is used", StringComparison.Ordinal));
    }
}
