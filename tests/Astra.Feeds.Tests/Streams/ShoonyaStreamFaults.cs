using Astra.Live;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

public class ShoonyaStreamFaults : StreamFaults
{
    internal override RigVendor Vendor => RigVendor.ShoonyaOAuth;

    internal override double LeastWait(int n) => Math.Max(0.5, 0.5 * Math.Min(60, Math.Pow(2, n)));

    /// <summary>
    /// Frames have no sequence: one that comes late cannot be told from news, see <see cref="A_late_frame_lets_the_volume_fall_and_is_remarked_upon"/>.
    /// </summary>
    internal override IReadOnlyList<FrameFault> Faults => [.. Enum.GetValues<FrameFault>().Where(f => f != FrameFault.Late)];

    internal override IReadOnlyList<(TickReject Reason, long Count)> ExpectedOf(Counts counts) =>
    [
        (TickReject.BadJson,
            new[] { FrameFault.Garbage, FrameFault.Truncated, FrameFault.Trailing, FrameFault.Concatenated, FrameFault.TextGarbage, FrameFault.Empty }.Sum(counts.Of)),
        (TickReject.UnknownType, counts.Of(FrameFault.ErrorFrame)),
        (TickReject.NotSubscribed, counts.Of(FrameFault.UnknownToken)),
        (TickReject.NoToken, counts.Of(FrameFault.Oversize)),
        (TickReject.NothingNew, counts.Of(FrameFault.Duplicate)),
    ];

    [Fact]
    public async Task A_late_frame_lets_the_volume_fall_and_is_remarked_upon()
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(Vendor));
        SimInstrument share = rig.Server.Instruments[0];
        rig.Server.Trade(share, 3);
        rig.Server.Faults.Every(1, FrameFault.Late);
        rig.Server.Trade(share, 3);
        await rig.UntilAsync(() => rig.Door.CountOf(TickReject.VolumeFell) == 3, "the fall is counted");
        Assert.Single(rig.Server.Counts.Attempts);
    }
}
