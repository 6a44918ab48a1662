namespace Astra.Markets;

/// <summary>Series of contracts on one underlying.</summary>
public enum ExpiryCycle : byte
{
    /// <summary>Expires in a week without a monthly expiry; where a monthly stands, it takes the weekly's place.</summary>
    Weekly,
    Monthly,
}
