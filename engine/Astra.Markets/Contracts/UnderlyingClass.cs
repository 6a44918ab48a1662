namespace Astra.Markets;

/// <summary>Whose rows count for an underlying that has none of its own.</summary>
public enum UnderlyingClass
{
    Stock,
    Index,
    Currency,
    Commodity,
}
