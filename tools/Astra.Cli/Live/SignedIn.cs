using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Vendors that are signed in, with the instruments of each; the first one names them.</summary>
internal sealed class SignedIn : IAsyncDisposable
{
    private readonly List<(IVendor Vendor, IReadOnlyList<FeedInstrument> Instruments)> _vendors = [];

    private SignedIn()
    {
    }

    /// <summary>In the order of the request; all instruments' ids mean the first one's list.</summary>
    public IReadOnlyList<(IVendor Vendor, IReadOnlyList<FeedInstrument> Instruments)> Vendors => _vendors;

    public IReadOnlyList<FeedInstrument> Instruments => _vendors[0].Instruments;

    /// <exception cref="VendorException">A vendor cannot be reached or refuses.</exception>
    /// <exception cref="UsageException">A secret is missing, or a name is unknown.</exception>
    public static async Task<SignedIn> EnterAsync(FeedRequest request, CancellationToken interrupt)
    {
        SignedIn all = new();
        try
        {
            foreach (VendorPlace place in request.Vendors)
            {
                IVendor vendor = Cli.Vendors.Open(place);
                all._vendors.Add((vendor, []));
                await vendor.SignInAsync(interrupt).ConfigureAwait(false);
                InstrumentMaster master = await vendor.LoadMasterAsync(interrupt).ConfigureAwait(false);
                all._vendors[^1] = (vendor, all._vendors.Count == 1
                    ? InstrumentChoice.Of(master, request.Instruments)
                    : InstrumentChoice.Same(all.Instruments, master, vendor.Name));
            }
            return all;
        }
        catch
        {
            await all.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((IVendor vendor, _) in _vendors) await vendor.DisposeAsync().ConfigureAwait(false);
    }
}
