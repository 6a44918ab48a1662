using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <param name="Pin">Four digits.</param>
/// <param name="TotpSeed">Base32, as the vendor shows it when the second factor is set up.</param>
internal sealed record AngelCredentials(Secret Client, Secret Pin, Secret ApiKey, Secret TotpSeed)
{
    /// <exception cref="VendorException">One is missing; names where to give it; final.</exception>
    public static AngelCredentials From(SecretStore secrets) =>
        new(secrets.Require("CLIENT"), secrets.Require("PIN"), secrets.Require("APIKEY"), secrets.Require("TOTP"));
}
