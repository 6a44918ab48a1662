using System.Text.Json;

namespace Astra.Markets;

/// <summary>
/// Angel One's OpenAPIScripMaster: one JSON array of flat objects, nearly all values strings, numbers now and then. Fields by name in any
/// order; unknown ones are passed over, missing ones are empty.
/// </summary>
internal static class AngelReader
{
    private const int ScratchSize = 1024;

    public static bool LooksLike(ReadOnlySpan<byte> text) => text[Blanks(text, 0)..] is [(byte)'[', ..];

    public static void Read(ReadOnlySpan<byte> text, AngelMaker maker, MasterFileReport report)
    {
        // Unescaped letters of one row.
        Span<byte> scratch = new byte[ScratchSize];
        int at = Blanks(text, 0) + 1;
        int row = 0;
        while (true)
        {
            at = Blanks(text, at);
            // A comma behind the last row is let pass.
            if (at < text.Length && text[at] == ']') break;
            row++;
            var cells = default(MasterCells);
            int end = AngelPlainRow.Read(text, at, ref cells);
            bool good = end > 0;
            if (!good)
            {
                cells = default;
                if (!TryReadAny(text[at..], scratch, ref cells, out int length, out good))
                {
                    Break(report, row, at);
                    return;
                }
                end = at + length;
            }
            if (good) maker.Take(cells, row);
            else maker.Reject(MasterReject.BadRow, cells, row);
            at = Blanks(text, end);
            if (at < text.Length && text[at] == ']') break;
            if (at >= text.Length || text[at] != ',')
            {
                Break(report, row, at);
                return;
            }
            at++;
        }
        if (Blanks(text, at + 1) < text.Length) report.Problem = $"byte {at + 1}: something stands behind the end of the array; download the file again";
    }

    private static void Break(MasterFileReport report, int row, int at) =>
        report.Problem = $"row {row}, byte {at}: the file breaks off or is no JSON from here; the rows before are kept. Download it again";

    private static int Blanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }

    /// <summary>Any JSON value; false when it is none. <paramref name="good"/> tells whether it is a row whose fields could be read.</summary>
    private static bool TryReadAny(ReadOnlySpan<byte> text, Span<byte> scratch, ref MasterCells cells, out int length, out bool good)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true });
        (length, good) = (0, false);
        try
        {
            if (!reader.Read()) return false;
            if (reader.TokenType == JsonTokenType.StartObject) good = ReadRow(ref reader, scratch, ref cells);
            else if (reader.TokenType == JsonTokenType.StartArray) reader.Skip();
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            // Told as the place where the file breaks off.
            return false;
        }
    }

    /// <summary>False when a value is no text, number, boolean or null; the reader then stands at the object's end all the same.</summary>
    private static bool ReadRow(scoped ref Utf8JsonReader reader, Span<byte> scratch, ref MasterCells cells)
    {
        bool good = true;
        int used = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            AngelField field = reader.ValueIsEscaped ? AngelField.Other : AngelFields.Of(reader.ValueSpan);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                good &= field == AngelField.Other;
                reader.Skip();
                continue;
            }
            if (field == AngelField.Other) continue;
            ReadOnlySpan<byte> value = default;
            if (reader.TokenType != JsonTokenType.Null) good &= TryValue(ref reader, scratch, ref used, out value);
            AngelFields.Set(ref cells, field, value);
        }
        return good;
    }

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
