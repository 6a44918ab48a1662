namespace Astra.Markets;

/// <summary>Where an instrument trades: exchange and market together, as Indian brokers name them. The values are part of the journal format.</summary>
public enum Segment : byte
{
    None = 0,
    /// <summary>NSE cash equity.</summary>
    NseEquity = 1,
    /// <summary>BSE cash equity.</summary>
    BseEquity = 2,
    /// <summary>NSE equity derivatives (NFO).</summary>
    NseDerivatives = 3,
    /// <summary>BSE equity derivatives (BFO).</summary>
    BseDerivatives = 4,
    /// <summary>NSE currency derivatives (CDS).</summary>
    Currency = 5,
    /// <summary>MCX commodity derivatives.</summary>
    Commodity = 6,
}
