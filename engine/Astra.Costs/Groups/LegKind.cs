namespace Astra.Costs;

/// <summary>What a leg of a rounding group is, with its letters in text.</summary>
public enum LegKind
{
    /// <summary><c>B</c>: bought.</summary>
    Buy = 1,
    /// <summary><c>S</c>: sold.</summary>
    Sell,
    /// <summary><c>X</c>: a long option exercised; the price is its intrinsic value.</summary>
    Exercised,
    /// <summary><c>A</c>: a short option assigned; the price is its intrinsic value.</summary>
    Assigned,
    /// <summary><c>W</c>: an option expired worthless; the price does not matter.</summary>
    Worthless,
    /// <summary><c>PR</c>: shares received on physical settlement.</summary>
    Received,
    /// <summary><c>PG</c>: shares given on physical settlement.</summary>
    Given,
}
