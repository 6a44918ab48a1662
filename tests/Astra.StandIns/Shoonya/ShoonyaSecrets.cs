namespace Astra.StandIns;

/// <summary>What a client needs to sign in at the stand-in. Invented, and good for nothing else.</summary>
/// <param name="TotpSecret">Base32.</param>
/// <param name="ClientId">Of the OAuth dialect, as <paramref name="Secret"/>.</param>
public sealed record ShoonyaSecrets(string User, string Password, string VendorCode, string ApiKey, string TotpSecret, string ClientId, string Secret)
{
    public static readonly ShoonyaSecrets Default = new("FA12345", "Secret#1", "FA12345_U", "abcd1234", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "FA12345_U", "s3cretS3cret");
}
