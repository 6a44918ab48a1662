using Astra.Host;
using Astra.Live;

namespace Astra.Adapters.AngelOne.Live;

/// <summary>The one way to a broker that really sends.</summary>
public static class AngelLiveOrders
{
    /// <param name="lives">Off until somebody turns it on in full words.</param>
    public static IBroker CreateBroker(AngelOne vendor, IReadOnlyList<FeedInstrument> instruments, LiveOrderSwitch lives, TimeProvider time) =>
        new AngelBroker(vendor.Calls, new AngelOrders(instruments), lives, time);
}
