namespace Astra.Feeds.Tests;

public enum RigVendor
{
    AngelOne,
    ShoonyaOAuth,
    ShoonyaLegacy,
}
