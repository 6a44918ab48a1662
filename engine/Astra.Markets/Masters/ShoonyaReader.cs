using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Astra.Markets;

/// <summary>
/// Shoonya's symbol files: a header that names the columns, then a row a line, most with a comma behind the last cell. The layouts differ by
/// exchange and have changed, so cells go by the header's names.
/// </summary>
internal static class ShoonyaReader
{
    /// <summary>Where a column's cell goes; the order of <see cref="Names"/>.</summary>
    private enum Column
    {
        Exchange, Token, LotSize, Symbol, TradingSymbol, Instrument, TickSize, Expiry, OptionType, StrikePrice, Multiplier, Gngd, Precision,
    }

    private static readonly string[] Names =
    [
        "Exchange", "Token", "LotSize", "Symbol", "TradingSymbol", "Instrument", "TickSize", "Expiry", "OptionType", "StrikePrice", "Multiplier",
        "GNGD", "Precision",
    ];

    /// <summary>The columns up to TickSize are in every file.</summary>
    private const int Required = (int)Column.TickSize + 1;

    private const int MostColumns = 32;

    public static bool LooksLike(ReadOnlySpan<byte> text) => text.StartsWith("Exchange,"u8) || text.StartsWith("\"Exchange\""u8);

    public static void Read(ReadOnlySpan<byte> text, ShoonyaMaker maker, string file)
    {
        Span<int> columns = stackalloc int[MostColumns];
        int count = Header(NextLine(ref text), columns, file);
        columns = columns[..count];
        Span<int> starts = stackalloc int[Names.Length];
        Span<int> lengths = stackalloc int[Names.Length];
        for (int line = 2; !text.IsEmpty; line++)
        {
            ReadOnlySpan<byte> row = NextLine(ref text);
            if (row.IsEmpty) continue;
            lengths.Clear();
            bool whole = Split(row, columns, starts, lengths);
            var cells = new MasterCells
            {
                Exchange = Cell(row, starts, lengths, Column.Exchange),
                Token = Cell(row, starts, lengths, Column.Token),
                Lot = Cell(row, starts, lengths, Column.LotSize),
                Name = Cell(row, starts, lengths, Column.Symbol),
                Symbol = Cell(row, starts, lengths, Column.TradingSymbol),
                Instrument = Cell(row, starts, lengths, Column.Instrument),
                Tick = Cell(row, starts, lengths, Column.TickSize),
                Expiry = Cell(row, starts, lengths, Column.Expiry),
                Right = Cell(row, starts, lengths, Column.OptionType),
                Strike = Cell(row, starts, lengths, Column.StrikePrice),
                Ratio = Cell(row, starts, lengths, Column.Multiplier),
            };
            if (cells.Ratio.IsEmpty) cells.Ratio = Cell(row, starts, lengths, Column.Gngd);
            if (whole) maker.Take(cells, line);
            else maker.Reject(MasterReject.BadRow, cells, line);
        }
    }

    private static int Header(ReadOnlySpan<byte> header, Span<int> columns, string file)
    {
        columns.Fill(-1);
        int count = 0;
        int seen = 0;
        while (!header.IsEmpty)
        {
            int comma = header.IndexOf((byte)',');
            ReadOnlySpan<byte> name = Trim(comma < 0 ? header : header[..comma]);
            header = comma < 0 ? default : header[(comma + 1)..];
            if (name.IsEmpty) continue;
            if (count == MostColumns) throw new MasterFormatException(file, 1, $"more than {MostColumns} columns; this is no Shoonya symbol file");
            for (int known = 0; known < Names.Length; known++)
            {
                if (!Ascii.EqualsIgnoreCase(name, Names[known])) continue;
                if ((seen & 1 << known) != 0) throw new MasterFormatException(file, 1, $"column {Names[known]} stands twice in the header");
                columns[count] = known;
                seen |= 1 << known;
            }
            count++;
        }
        for (int known = 0; known < Required; known++)
            if ((seen & 1 << known) == 0) throw new MasterFormatException(file, 1, $"column {Names[known]} is missing; download the symbol file again");
        return count;
    }

    /// <summary>False when the row has fewer cells than the header names, or more than a comma at its end.</summary>
    private static bool Split(ReadOnlySpan<byte> row, ReadOnlySpan<int> columns, Span<int> starts, Span<int> lengths)
    {
        int cell = 0;
        int start = 0;
        // The commas of 32 letters at a time, as bits.
        for (int block = 0; block < row.Length; block += Vector256<byte>.Count)
        {
            for (uint commas = Commas(row, block); commas != 0; commas &= commas - 1)
            {
                int comma = block + BitOperations.TrailingZeroCount(commas);
                if (cell == columns.Length) return false;
                if (columns[cell++] is var column and >= 0) (starts[column], lengths[column]) = (start, comma - start);
                start = comma + 1;
            }
        }
        if (cell == columns.Length) return Trim(row[start..]).IsEmpty;
        if (columns[cell++] is var last and >= 0) (starts[last], lengths[last]) = (start, row.Length - start);
        return cell == columns.Length;
    }

    private static uint Commas(ReadOnlySpan<byte> row, int from)
    {
        ReadOnlySpan<byte> rest = row[from..];
        if (rest.Length >= Vector256<byte>.Count) return Vector256.Equals(Vector256.Create(rest), Vector256.Create((byte)',')).ExtractMostSignificantBits();
        uint commas = 0;
        for (int i = 0; i < rest.Length; i++) commas |= (rest[i] == ',' ? 1u : 0) << i;
        return commas;
    }

    private static ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> row, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Column column)
    {
        int length = lengths[(int)column];
        if (length == 0) return default;
        ReadOnlySpan<byte> cell = row.Slice(starts[(int)column], length);
        return cell[0] > '"' && cell[^1] > '"' ? cell : Trim(cell);
    }

    /// <summary>Blanks around a cell, and quotes around what stands in it.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim(" \t"u8);
        return cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"' ? cell[1..^1].Trim(" \t"u8) : cell;
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
