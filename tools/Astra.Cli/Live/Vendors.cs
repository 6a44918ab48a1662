using Astra.Adapters.AngelOne;
using Astra.Adapters.Recordings;
using Astra.Adapters.Shoonya;
using Astra.Live;

namespace Astra.Cli;

/// <summary>The vendors that this command knows, by name.</summary>
internal static class Vendors
{
    private const string AngelPrefix = "ASTRA_ANGELONE";

    public static readonly string[] Names = [AngelOne.VendorName, Shoonya.VendorName];

    /// <summary>Whose brokerage a vendor's customer pays: a name of the brokerage plans.</summary>
    public static string BrokerOf(VendorPlace place) => place.Name == AngelOne.VendorName ? "ANGEL" : "SHOONYA";

    /// <summary>A session that is not signed in yet.</summary>
    /// <exception cref="UsageException">A secret is missing or none, or its file is open to others.</exception>
    public static IVendor Open(VendorPlace place)
    {
        MasterCache masters = new(MasterCache.UsualFolder, TimeProvider.System, ShippedFacts.Specs, ShippedFacts.Lists);
        try
        {
            return place.Name == AngelOne.VendorName ? Angel(place, masters) : Noren(place, masters);
        }
        catch (VendorException e)
        {
            // Nothing has been asked of the vendor yet: what is wrong is what the user gave.
            throw new UsageException(e.Message);
        }
    }

    /// <summary>A vendor's words for orders about these instruments.</summary>
    /// <param name="prices">For a vendor that takes no market orders: what to set a limit around.</param>
    public static IOrderDialect DialectOf(VendorPlace place, IReadOnlyList<FeedInstrument> instruments, DecisionPrices prices)
    {
        if (place.Name == AngelOne.VendorName) return new AngelOrders(instruments);
        SecretStore store = SecretStore.Open(ShoonyaSecrets.Prefix, place.Secrets);
        // Who the user is stands among the secrets, but is none: it is in every order.
        string user = store.Find("USER")?.Reveal() ?? "";
        return new ShoonyaOrders(user, store.Find("ACCOUNT")?.Reveal() ?? user, i => i.Id < instruments.Count ? instruments[i.Id] : null, prices.Of);
    }

    private static AngelOne Angel(VendorPlace place, MasterCache masters) => new(
        AngelOneOptions.From(Address(place.Rest), Address(place.Stream), Address(place.Master)), SecretStore.Open(AngelPrefix, place.Secrets), masters, ProgramData.Calendar,
        TimeProvider.System, Terminal.Say);

    private static Shoonya Noren(VendorPlace place, MasterCache masters) => new(
        ShoonyaOptions.From(Address(place.Rest), Address(place.Stream), Address(place.Master)) with { RedirectPort = place.ConsentPort }, SecretStore.Open(ShoonyaSecrets.Prefix, place.Secrets), masters,
        ProgramData.Calendar, TimeProvider.System, Terminal.Say);

    private static Uri? Address(string? text) => text is null ? null : new Uri(text);
}
