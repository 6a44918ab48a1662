namespace Astra.Costs;

/// <summary>Which contracts of a book hedge each other.</summary>
internal enum ExpiryPart
{
    All,
    /// <summary>Those whose last day is the day.</summary>
    Today,
    Later,
}
