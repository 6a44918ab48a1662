using Astra.Adapters.AngelOne;
using Astra.Adapters.Shoonya;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The vendors that this command knows, by name.</summary>
internal static class Vendors
{
    public static readonly string[] Names = ["angelone", "shoonya"];
}
