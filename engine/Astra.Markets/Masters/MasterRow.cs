using System.Runtime.InteropServices;

namespace Astra.Markets;

/// <summary>One instrument of a master, 56 bytes; its texts stand in <see cref="InstrumentMaster"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct MasterRow
{
    /// <summary>Exercise price, zero unless an option.</summary>
    public Price Strike;

    /// <summary>Where the texts start: token, then trading symbol.</summary>
    internal int Text;

    /// <summary>Number of the underlying's (a share's own) name.</summary>
    internal int Name;

    /// <summary>Units in a lot; 1 where quantities count lots.</summary>
    public int LotSize;

    public int Multiplier;

    /// <summary>As the master tells it; 0 where it does not.</summary>
    public int FreezeQuantity;

    /// <summary>Price step in price units; 0 for an index that names none.</summary>
    internal int TickUnits;

    /// <summary>Day number of the expiry, 0 for none.</summary>
    internal int ExpiryDay;

    /// <summary>Line of its file (Shoonya), or number of its object from 1 (Angel One).</summary>
    public int Line;

    internal ushort SymbolLength;
    internal byte TokenLength;
    public MasterExchange Exchange;
    public Segment Segment;
    public InstrumentKind Kind;
    public OptionRight Right;
    public ChargeGroup Group;

    /// <summary>The master marks it for the closing auction.</summary>
    public bool ClosingAuction;

    /// <summary>The contract is on an index.</summary>
    public bool OnIndex;

    public readonly Price TickSize => new(TickUnits);

    public readonly DateOnly? Expiry => ExpiryDay == 0 ? null : DateOnly.FromDayNumber(ExpiryDay);
}
