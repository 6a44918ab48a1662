using System.Text.Json;

namespace Astra.Markets;

/// <summary>
/// Angel One's OpenAPIScripMaster: one JSON array of flat objects, nearly all values strings, numbers now and then. Fields by name in any
/// order; unknown ones are passed over, missing ones are empty.
/// </summary>
internal static class AngelReader
{
    private const int ScratchSize = 1024;

    public static bool LooksLike(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    public static void Read(ReadOnlySpan<byte> text, AngelMaker maker, MasterFileReport report)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowTrailingCommas = true });
        // Unescaped letters of one row.
        Span<byte> scratch = new byte[ScratchSize];
        int row = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                row++;
                var cells = default(MasterCells);
                if (reader.TokenType == JsonTokenType.StartObject && ReadRow(ref reader, scratch, ref cells)) maker.Take(cells, row);
                else
                {
                    if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) reader.Skip();
                    maker.Reject(MasterReject.BadRow, cells, row);
                }
            }
            // What stands behind the array is a fault too.
            while (reader.Read()) { }
        }
        catch (JsonException)
        {
            report.Problem = $"object {row}, byte {reader.BytesConsumed}: the file breaks off or is no JSON from here; the rows before it are kept. Download it again";
        }
    }

    /// <summary>False when a value is no text, number, boolean or null; the reader then stands at the object's end all the same.</summary>
    private static bool ReadRow(scoped ref Utf8JsonReader reader, Span<byte> scratch, ref MasterCells cells)
    {
        bool good = true;
        int used = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            Field field = reader.ValueIsEscaped ? Field.Other : FieldOf(reader.ValueSpan);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                good &= field == Field.Other;
                reader.Skip();
                continue;
            }
            if (field == Field.Other) continue;
            ReadOnlySpan<byte> value = default;
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number) good &= TryValue(ref reader, scratch, ref used, out value);
            switch (field)
            {
                case Field.Token: cells.Token = value; break;
                case Field.Symbol: cells.Symbol = value; break;
                case Field.Name: cells.Name = value; break;
                case Field.Expiry: cells.Expiry = value; break;
                case Field.Strike: cells.Strike = value; break;
                case Field.Lot: cells.Lot = value; break;
                case Field.Instrument: cells.Instrument = value; break;
                case Field.Exchange: cells.Exchange = value; break;
                case Field.Tick: cells.Tick = value; break;
                case Field.Freeze: cells.Freeze = value; break;
                case Field.ClosingAuction: cells.ClosingAuction = reader.TokenType == JsonTokenType.True || value.SequenceEqual("true"u8); break;
            }
        }
        return good;
    }

    private enum Field
    {
        Other, Token, Symbol, Name, Expiry, Strike, Lot, Instrument, Exchange, Tick, Freeze, ClosingAuction,
    }

    private static Field FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("name"u8) => Field.Name,
        5 when name.SequenceEqual("token"u8) => Field.Token,
        6 when name.SequenceEqual("symbol"u8) => Field.Symbol,
        6 when name.SequenceEqual("expiry"u8) => Field.Expiry,
        6 when name.SequenceEqual("strike"u8) => Field.Strike,
        7 when name.SequenceEqual("lotsize"u8) => Field.Lot,
        8 when name.SequenceEqual("exch_seg"u8) => Field.Exchange,
        9 when name.SequenceEqual("tick_size"u8) => Field.Tick,
        10 when name.SequenceEqual("freeze_qty"u8) => Field.Freeze,
        14 when name.SequenceEqual("instrumenttype"u8) => Field.Instrument,
        14 when name.SequenceEqual("is_cas_enabled"u8) => Field.ClosingAuction,
        _ => Field.Other,
    };

    private static bool TryValue(scoped ref Utf8JsonReader reader, Span<byte> scratch, scoped ref int used, out ReadOnlySpan<byte> value)
    {
        value = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return true;
        Span<byte> room = scratch[used..];
        if (room.Length < value.Length) return false;
        try
        {
            int length = reader.CopyString(room);
            value = room[..length];
            used += length;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a letter (a lone surrogate): the row is refused, the file goes on.
            return false;
        }
    }
}
