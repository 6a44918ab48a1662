namespace Astra.Markets;

/// <summary>Classes within a segment that are charged by rows of their own. The values are part of the journal format.</summary>
public enum ChargeGroup : byte
{
    /// <summary>The common one: BSE shares of groups A and B, options on Sensex and Bankex, equity funds, non-agricultural commodities.</summary>
    Common = 0,
    /// <summary>BSE scrips listed nowhere else, and groups M, MT, TS, MS, IF, IT.</summary>
    BseExclusive = 1,
    /// <summary>BSE groups X, XT, XC, XD, Z, ZP.</summary>
    BseX = 2,
    /// <summary>BSE groups P, R, SS, ST.</summary>
    BseSs = 3,
    /// <summary>BSE options on other underlyings than Sensex and Bankex.</summary>
    BseOtherOption = 4,
    /// <summary>Funds that bear no STT: gold, silver, debt, liquid, overseas.</summary>
    OtherFund = 5,
    /// <summary>Agricultural commodities of the CTT exempt list.</summary>
    Agricultural = 6,
}
