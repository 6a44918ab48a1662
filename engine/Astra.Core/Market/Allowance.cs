namespace Astra.Core;

/// <summary>How much of a displayed quantity one order may take: a share of it, but always one lot when a whole lot is shown.</summary>
internal readonly record struct Allowance(int Percent, int LotSize)
{
    public int Of(long shown) => (int)Math.Min(Math.Max(shown * Percent / 100, Math.Min(shown, LotSize)), int.MaxValue);

    /// <summary>What may still be taken at a price whose display changed: what was left, plus the share of what was added, never more than a fresh share.</summary>
    public int Still(int left, int wasShown, int shown) => Math.Min(Of(shown), left + (shown > wasShown ? Of(shown - wasShown) : 0));
}
