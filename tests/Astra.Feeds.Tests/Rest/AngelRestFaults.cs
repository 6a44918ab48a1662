namespace Astra.Feeds.Tests;

public class AngelRestFaults : RestFaults
{
    internal override RigVendor Vendor => RigVendor.AngelOne;

    [Fact]
    public async Task An_answer_about_another_instrument_is_thrown_away()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(Vendor));
        await rig.SignInAsync();
        var vendor = (Adapters.AngelOne.AngelOne)rig.Vendor;
        rig.Server.Faults.AnswerWrongInstrument(1);
        Assert.Equal(["2885"], (await vendor.QuotesAsync([rig.Instruments[0], rig.Instruments[1]], rig.Soon)).Select(q => q.Token).Distinct());
        Assert.Equal(["3045", "2885"], (await vendor.QuotesAsync([rig.Instruments[0], rig.Instruments[1]], rig.Soon)).Select(q => q.Token));
    }
}
