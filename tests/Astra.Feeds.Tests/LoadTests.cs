using Astra.Live;

namespace Astra.Feeds.Tests;

public class LoadTests
{
    [Fact]
    public async Task Three_thousand_instruments_over_three_sockets_at_twenty_thousand_a_second_lose_nothing()
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(RigVendor.AngelOne) { Instruments = 3_000, Speed = 1 });
        await rig.Server.Stream(20_000, 100_000);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Equal(3, rig.Server.Counts.Attempts.Count);
        Assert.Empty(rig.Door.Rejects);
        // Counted by instrument on both sides: each traded as often as it was sent.
        Assert.All(rig.Server.Instruments, i => Assert.True(rig.Server.Counts.Of(i) >= 34));
    }
}
