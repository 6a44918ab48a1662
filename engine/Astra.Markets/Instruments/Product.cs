namespace Astra.Markets;

/// <summary>How a position is held, as Indian brokers name it. The values are part of the journal format.</summary>
public enum Product : byte
{
    /// <summary>MIS (Angel: INTRADAY): squared off before the day's close.</summary>
    Intraday = 0,
    /// <summary>CNC (Angel: DELIVERY): shares paid in full and kept; never short.</summary>
    Delivery = 1,
    /// <summary>NRML (Angel: CARRYFORWARD): a derivative held overnight on full margin.</summary>
    Carry = 2,
}
