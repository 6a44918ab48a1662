using Astra.Core;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

public class TwoFeedsTests
{
    [Fact]
    public async Task Two_feeds_show_every_trade_once_though_one_of_them_breaks()
    {
        var time = new FastTime(FeedRig.MondayAtTen, 1);
        await using FeedRig one = await FeedRig.OpenAsync(new RigOptions(RigVendor.AngelOne) { Instruments = 2, Time = time, Speed = 1 });
        await using FeedRig two = await FeedRig.OpenAsync(new RigOptions(RigVendor.ShoonyaOAuth) { Instruments = 2, Time = time, Speed = 1 });
        await one.SignInAsync();
        await two.SignInAsync();
        one.RunLive([], two);
        foreach (FeedRig rig in (FeedRig[])[one, two])
            await one.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= 2, "both are subscribed");
        await one.UntilAsync(() => one.Port.Volumes(0).Count == 1 && one.Port.Volumes(1).Count == 1, "the second feed's snapshots");
        // A snapshot is a trade of its own; from here on both markets go the same way.
        foreach (SimInstrument share in one.Server.Instruments)
            while (one.Server.Market.Last(share).Volume < two.Server.Market.Last(share).Volume) one.Server.Trade(share);

        const int Trades = 500, Break = 150;
        for (int trade = 0; trade < Trades; trade++)
        {
            if (trade == Break) one.Server.Drop();
            for (int share = 0; share < 2; share++)
            {
                one.Server.Trade(one.Server.Instruments[share]);
                two.Server.Trade(two.Server.Instruments[share]);
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await one.UntilAsync(() => one.Server.Counts.Attempts.Count == 2 && one.Server.Connections is [{ Subscribed: 2 }], "the first feed is back");
        one.Server.Trade(one.Server.Instruments[0]);
        two.Server.Trade(two.Server.Instruments[0]);
        await one.UntilAsync(() => one.Port.Told(FeedState.Recovered), "its return is told");
        await one.UntilAsync(() => one.Port.Volumes(0).Count >= Trades + 2 && one.Port.Volumes(1).Count >= Trades + 1, "every trade is shown");
        await one.StopAsync();

        Assert.Equal((Trades + 2, Trades + 1), (one.Port.Volumes(0).Count, one.Port.Volumes(1).Count));
        for (int share = 0; share < 2; share++)
        {
            IReadOnlyList<long> volumes = one.Port.Volumes(share);
            Assert.Equal(volumes.Distinct().Order(), volumes);
            Assert.Equal(two.Server.Market.Last(two.Server.Instruments[share]).Volume, volumes[^1]);
        }

        Assert.False(one.Port.Told(FeedState.Gap), "the other feed has filled the hole");
    }
}
