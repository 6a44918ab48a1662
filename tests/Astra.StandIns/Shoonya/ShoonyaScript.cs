namespace Astra.StandIns;

/// <summary>What the Shoonya stand-in shall be.</summary>
public sealed record ShoonyaScript : StandInScript
{
    public ShoonyaDialect Dialect { get; init; } = ShoonyaDialect.OAuth;

    public ShoonyaSecrets Secrets { get; init; } = ShoonyaSecrets.Default;

    /// <summary>Scrips a connection may have; those beyond get no answer, as the vendor does it.</summary>
    public int MaxScripsPerSocket { get; init; } = 500;

    /// <summary>A consent code is good for one login.</summary>
    public bool SingleUseCode { get; init; } = true;

    /// <summary>Where the consent page sends the browser; empty shows the code on the page instead.</summary>
    public string RedirectUri { get; init; } = "";

    /// <summary>Market and stop-loss market orders are refused, as for API users since the rules of 2025.</summary>
    public bool RefuseMarketOrders { get; init; } = true;
}
