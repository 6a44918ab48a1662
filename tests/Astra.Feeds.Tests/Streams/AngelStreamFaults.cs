using Astra.Live;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

public class AngelStreamFaults : StreamFaults
{
    internal override RigVendor Vendor => RigVendor.AngelOne;

    internal override double LeastWait(int n) => 0.5 * Math.Min(30, Math.Pow(2, n));

    internal override IReadOnlyList<FrameFault> Faults => Enum.GetValues<FrameFault>();

    internal override IReadOnlyList<(TickReject Reason, long Count)> ExpectedOf(Counts counts) =>
    [
        // 256 KiB of zeros have no mode either.
        (TickReject.UnknownMode, counts.Of(FrameFault.Garbage) + counts.Of(FrameFault.Oversize)),
        (TickReject.Truncated, counts.Of(FrameFault.Truncated)),
        (TickReject.EmptyFrame, counts.Of(FrameFault.Empty)),
        (TickReject.NotSubscribed, counts.Of(FrameFault.UnknownToken)),
        (TickReject.UnknownText, counts.Of(FrameFault.TextGarbage)),
        (TickReject.ServerError, counts.Of(FrameFault.ErrorFrame)),
        // The good part of a longer frame is the packet that came just before.
        (TickReject.Duplicate, counts.Of(FrameFault.Duplicate) + counts.Of(FrameFault.Trailing) + counts.Of(FrameFault.Concatenated)),
        (TickReject.Late, counts.Of(FrameFault.Late)),
        (TickReject.TrailingBytes, counts.Of(FrameFault.Trailing) + counts.Of(FrameFault.Concatenated)),
    ];
}
