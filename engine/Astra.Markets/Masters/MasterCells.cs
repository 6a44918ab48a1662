namespace Astra.Markets;

/// <summary>A row's cells as they stand in the file; what a dialect has not is empty.</summary>
internal ref struct MasterCells
{
    public ReadOnlySpan<byte> Exchange;
    public ReadOnlySpan<byte> Token;
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Expiry;
    public ReadOnlySpan<byte> Strike;
    public ReadOnlySpan<byte> Lot;
    public ReadOnlySpan<byte> Instrument;
    public ReadOnlySpan<byte> Tick;
    public ReadOnlySpan<byte> Freeze;
    public ReadOnlySpan<byte> Right;
    /// <summary>Rupees per rupee of price and lot unit: CDS Multiplier, MCX GNGD.</summary>
    public ReadOnlySpan<byte> Ratio;
    public bool ClosingAuction;

    /// <summary>What every row needs whatever its kind. The name may be blank only for a placeholder.</summary>
    public readonly MasterReject Check()
    {
        if (Token.Length is 0 or > byte.MaxValue || !MasterText.IsPlain(Token)) return MasterReject.BadToken;
        if (Symbol.Length == 0 || Name.Length == 0) return MasterReject.Placeholder;
        if (Symbol.Length > MasterTable.LongestName || Name.Length > MasterTable.LongestName || !MasterText.IsPlain(Symbol) || !MasterText.IsPlain(Name))
            return MasterReject.BadName;
        return Name.IndexOf("SETEST"u8) > 0 ? MasterReject.TestContract : MasterReject.None;
    }
}
