namespace Astra.Live;

/// <summary>A file of a vendor's instrument master.</summary>
/// <param name="Name">File name, letters, digits, dots and underscores: <c>OpenAPIScripMaster.json</c>, <c>NFO_symbols.txt.zip</c>.</param>
public sealed record MasterDownload(string Name, Uri Address)
{
    /// <summary>
    /// True: an address on this machine, so somebody's stand-in. It is asked each time, and how many rows it has is its own affair; kept is only what to fall back on.
    /// </summary>
    public bool IsStandIn { get; init; } = Address.IsLoopback;
}
