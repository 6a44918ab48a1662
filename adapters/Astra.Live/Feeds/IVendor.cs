using Astra.Markets;

namespace Astra.Live;

/// <summary>A broker as a source of market data. One instance is one signed-in session; disposing it signs out of nothing that others may use.</summary>
public interface IVendor : IAsyncDisposable
{
    /// <summary>As the command line names it: <c>angelone</c>, <c>shoonya</c>.</summary>
    string Name { get; }

    /// <summary>Signs in with the configured secrets. Without effect when signed in already.</summary>
    /// <exception cref="VendorException">Refused, or not to be reached; the message says what to do and names no secret.</exception>
    Task SignInAsync(CancellationToken stop);

    /// <summary>The day's instrument master: from the cache when it is of today (IST), else downloaded, checked and cached.</summary>
    /// <exception cref="VendorException">There is none, neither new nor old.</exception>
    Task<InstrumentMaster> LoadMasterAsync(CancellationToken stop);

    IMarketHistory History { get; }

    /// <summary>A feed of these instruments; nothing is connected before it runs.</summary>
    IMarketFeed CreateFeed(IReadOnlyList<FeedInstrument> instruments, FeedDetail detail);
}

/// <summary>How much a feed is asked for.</summary>
public enum FeedDetail
{
    /// <summary>Last price only (Angel One mode 1; Shoonya touchline).</summary>
    Last,
    /// <summary>Last price, volume and, where the vendor has it, the touch (mode 2; touchline).</summary>
    Quote,
    /// <summary>With five levels of depth (mode 3; touchline and depth).</summary>
    Depth,
}

/// <summary>The vendor cannot do what was asked. The message names the vendor, what failed and the remedy; it never holds a secret.</summary>
public sealed class VendorException : Exception
{
    public VendorException(string message, Exception? cause = null) : base(message, cause)
    {
    }

    /// <summary>True when trying again does harm (repeated logins lock an account) or cannot help.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The vendor's own code, empty where it gave none.</summary>
    public string Code { get; init; } = "";
}
