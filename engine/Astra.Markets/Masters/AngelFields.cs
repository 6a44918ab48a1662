namespace Astra.Markets;

/// <summary>Names of fields, and where their values go.</summary>
internal static class AngelFields
{
    public static AngelField Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("name"u8) => AngelField.Name,
        5 when name.SequenceEqual("token"u8) => AngelField.Token,
        6 when name.SequenceEqual("symbol"u8) => AngelField.Symbol,
        6 when name.SequenceEqual("expiry"u8) => AngelField.Expiry,
        6 when name.SequenceEqual("strike"u8) => AngelField.Strike,
        7 when name.SequenceEqual("lotsize"u8) => AngelField.Lot,
        8 when name.SequenceEqual("exch_seg"u8) => AngelField.Exchange,
        9 when name.SequenceEqual("tick_size"u8) => AngelField.Tick,
        10 when name.SequenceEqual("freeze_qty"u8) => AngelField.Freeze,
        14 when name.SequenceEqual("instrumenttype"u8) => AngelField.Instrument,
        14 when name.SequenceEqual("is_cas_enabled"u8) => AngelField.ClosingAuction,
        _ => AngelField.Other,
    };

    /// <param name="value">Without quotes; true and false as they stand.</param>
    public static void Set(ref MasterCells cells, AngelField field, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case AngelField.Token: cells.Token = value; break;
            case AngelField.Symbol: cells.Symbol = value; break;
            case AngelField.Name: cells.Name = value; break;
            case AngelField.Expiry: cells.Expiry = value; break;
            case AngelField.Strike: cells.Strike = value; break;
            case AngelField.Lot: cells.Lot = value; break;
            case AngelField.Instrument: cells.Instrument = value; break;
            case AngelField.Exchange: cells.Exchange = value; break;
            case AngelField.Tick: cells.Tick = value; break;
            case AngelField.Freeze: cells.Freeze = value; break;
            case AngelField.ClosingAuction: cells.ClosingAuction = value.SequenceEqual("true"u8); break;
        }
    }
}
