using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Ticks from CSV, streamed. A row with last price and quantity but no quote is a trade print; any other is a touchline with the fields that it has.</summary>
internal sealed class TickImporter(CsvTable table, RecordingWriter writer, CsvImportOptions options)
{
    private readonly SymbolTable _symbols = new(table, writer, options);
    private readonly RejectionCounter _rejected = new();
    private readonly TickSorter _sorter = new(writer, options.ReorderWindowNanos);
    private readonly int _ts = table.Column("ts"), _symbol = table.Column("symbol"), _segment = table.Column("segment");
    private readonly int _received = table.Column("recv_ns"), _aggressor = table.Column("aggressor");
    private readonly int _last = table.Column("ltp"), _bid = table.Column("bid"), _ask = table.Column("ask");
    private readonly int _quantity = table.Column("qty"), _bidQuantity = table.Column("bidqty"), _askQuantity = table.Column("askqty");
    private readonly int _volume = table.Column("volume"), _oi = table.Column("oi");
    private InboundRecord _record;

    public ImportReport Run()
    {
        long rows = 0;
        while (table.Next())
        {
            rows++;
            RejectReason? reason = ReadRow();
            if (reason is null && !_sorter.TryAdd(_record)) reason = RejectReason.BackwardTime;
            if (reason is { } bad) _rejected.Add(bad, table.Line);
        }
        _rejected.RequireAccepted(table.Path, rows);
        _sorter.Flush();
        return new ImportReport
        {
            Rows = rows,
            Accepted = rows - _rejected.Total,
            Reordered = _sorter.Reordered,
            Rejected = _rejected.ToList(),
            IntervalMinutes = null,
            Recording = writer.Complete(),
        };
    }

    private RejectReason? ReadRow()
    {
        if (!FieldParser.Time(table[_ts], out Timestamp at)) return RejectReason.BadTime;
        TickFields fields = TickFields.None;
        TouchlineTick tick = default;
        if (Price(_last, TickFields.Last, ref fields, out tick.Last) is { } badLast) return badLast;
        if (Price(_bid, TickFields.Bid, ref fields, out tick.Bid) is { } badBid) return badBid;
        if (Price(_ask, TickFields.Ask, ref fields, out tick.Ask) is { } badAsk) return badAsk;

        // Coins trade in fractions; they are counted in thousandths.
        int decimals = table[_symbol].EndsWith("-PERP", StringComparison.Ordinal) ? 3 : 0;
        if (Quantity(_quantity, decimals, out long quantity, out bool hasQuantity, int.MaxValue) is { } badQuantity) return badQuantity;
        if (Quantity(_bidQuantity, decimals, out long bidQuantity, out _, int.MaxValue) is { } badBidQuantity) return badBidQuantity;
        if (Quantity(_askQuantity, decimals, out long askQuantity, out _, int.MaxValue) is { } badAskQuantity) return badAskQuantity;
        if (Quantity(_volume, decimals, out tick.Volume, out bool hasVolume, long.MaxValue) is { } badVolume) return badVolume;
        if (Quantity(_oi, decimals, out tick.OpenInterest, out bool hasInterest, long.MaxValue) is { } badInterest) return badInterest;
        Timestamp received = at;
        if (!table[_received].IsWhiteSpace())
        {
            if (!long.TryParse(table[_received], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long nanos))
                return RejectReason.BadTime;
            received = new Timestamp(nanos);
        }
        if (fields == TickFields.None) return RejectReason.MissingValue;
        Price shown = fields.HasFlag(TickFields.Last) ? tick.Last : fields.HasFlag(TickFields.Bid) ? tick.Bid : tick.Ask;
        if (_symbols.Find(table[_symbol], table[_segment], at, shown, out int id) is { } unknown) return unknown;

        bool trade = fields == TickFields.Last && quantity > 0 && !hasVolume && !hasInterest;
        if (hasQuantity) fields |= TickFields.LastQuantity;
        if (hasVolume) fields |= TickFields.Volume;
        if (hasInterest) fields |= TickFields.OpenInterest;
        _record.Header = new InboundHeader
        {
            Kind = trade ? InboundKind.Trade : InboundKind.Touchline,
            Flags = trade ? (byte)0 : (byte)fields,
            Source = InboundSource.Feed,
            Instrument = id,
            ExchangeTime = at,
            ArrivalTime = received,
        };
        if (trade)
        {
            _record.Trade = new TradeTick { Price = tick.Last, Quantity = (int)quantity, Aggressor = Aggressor(table[_aggressor].Trim()) };
            return null;
        }
        (tick.LastQuantity, tick.BidQuantity, tick.AskQuantity) = ((int)quantity, (int)bidQuantity, (int)askQuantity);
        _record.Touchline = tick;
        return null;
    }

    private static int Aggressor(ReadOnlySpan<char> cell) => cell is "B" or "b" ? 1 : cell is "S" or "s" ? -1 : 0;

    private RejectReason? Price(int column, TickFields field, ref TickFields fields, out Price price)
    {
        price = default;
        ReadOnlySpan<char> cell = table[column];
        if (cell.IsWhiteSpace()) return null;
        RejectReason? bad = FieldParser.Number(cell, 4, out long units);
        if (bad is not null) return bad;
        if (units <= 0) return RejectReason.PriceNotPositive;
        price = new Price(units);
        fields |= field;
        return null;
    }

    private RejectReason? Quantity(int column, int decimals, out long quantity, out bool present, long most)
    {
        quantity = 0;
        ReadOnlySpan<char> cell = table[column];
        present = !cell.IsWhiteSpace();
        if (!present) return null;
        return FieldParser.Number(cell, decimals, out quantity)
            ?? (quantity < 0 ? RejectReason.NegativeQuantity : quantity > most ? RejectReason.BadNumber : null);
    }
}
