namespace Astra.StandIns;

/// <summary>Which of the vendor's two generations is spoken.</summary>
public enum ShoonyaDialect
{
    /// <summary>Since spring 2026: consent in the browser, bearer token.</summary>
    OAuth,
    /// <summary>Before: password and one-time password, token in the body.</summary>
    Legacy,
}
