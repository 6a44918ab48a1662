using Astra.StandIns;

namespace Astra.Feeds.Tests;

public class SmokeTests
{
    [Theory]
    [InlineData(RigVendor.AngelOne)]
    [InlineData(RigVendor.ShoonyaOAuth)]
    [InlineData(RigVendor.ShoonyaLegacy)]
    public async Task What_the_server_sends_is_what_the_ring_shows(RigVendor vendor)
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(vendor) { Instruments = 40 });
        await rig.Server.Stream(2000, 2000);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Single(rig.Server.Counts.Attempts);
        Assert.Equal(1, rig.Server.Counts.Logins);
    }
}
