namespace Astra.StandIns;

/// <summary>What a client needs to sign in at the stand-in. Invented, and good for nothing else.</summary>
/// <param name="TotpSecret">Base32.</param>
public sealed record AngelSecrets(string ClientCode, string Pin, string ApiKey, string TotpSecret)
{
    public static readonly AngelSecrets Default = new("A123456", "4321", "k3yAbCdE", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
}
