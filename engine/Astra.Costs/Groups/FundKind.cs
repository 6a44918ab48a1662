namespace Astra.Costs;

/// <summary>What a traded fund unit is taxed as.</summary>
public enum FundKind
{
    /// <summary>No fund: a share.</summary>
    None = 0,
    /// <summary>A fund of Indian shares.</summary>
    Equity = 1,
    /// <summary>Gold, silver, debt, liquid or overseas: no STT.</summary>
    Other = 2,
}
