using System.Text;

namespace Astra.Markets;

/// <summary>Shoonya's dialect: rupees, an option type column, and the ratios of currencies and commodities.</summary>
internal sealed class ShoonyaMaker(MasterTable table, MasterFileReport report, ContractSpecs specs, InstrumentLists lists, DateOnly day)
    : MasterMaker(table, report, specs, lists, day)
{
    /// <summary>From rupees to price units.</summary>
    private const int RupeeScale = 4;

    private readonly ContractSpecs _specs = specs;
    private readonly InstrumentLists _lists = lists;
    private readonly DateOnly _day = day;

    /// <summary>A share's tick outside 0.01 to 5 rupees is a fault of the file: it has been divided or multiplied by 100 before.</summary>
    private static readonly (long Least, long Most) ShareTick = (100, 50_000);

    public new void Take(in MasterCells cells, int line) => base.Take(cells, line);

    public new void Reject(MasterReject reason, in MasterCells cells, int line) => base.Reject(reason, cells, line);

    protected override ReadOnlySpan<byte> Series(MasterExchange exchange, in MasterCells cells, out bool cash)
    {
        cash = exchange is MasterExchange.Nse or MasterExchange.Bse && MasterCodes.Kind(cells.Instrument, out InstrumentKind kind, out _) == MasterReject.UnknownInstrument;
        return cells.Instrument;
    }

    protected override MasterReject Cash(in MasterCells cells, ref MasterRow row)
    {
        if (!MasterText.TryCount(cells.Lot, 1, out row.LotSize)) return MasterReject.BadLot;
        return Tick(cells.Tick, ref row);
    }

    protected override MasterReject Contract(in MasterCells cells, ref MasterRow row, ref ReadOnlySpan<byte> name)
    {
        if (!MasterText.TryCount(cells.Lot, 1, out row.LotSize)) return MasterReject.BadLot;
        if (Tick(cells.Tick, ref row) is var tick && tick != MasterReject.None) return tick;
        if (row.Exchange is MasterExchange.Cds or MasterExchange.Mcx && Multiplier(cells, ref row) is var ratio && ratio != MasterReject.None) return ratio;
        if (row.Exchange == MasterExchange.Bfo) name = BseUnderlying(cells, row);
        if (row.Kind != InstrumentKind.Option) return MasterReject.None;
        row.Right = cells.Right.SequenceEqual("CE"u8) ? OptionRight.Call : cells.Right.SequenceEqual("PE"u8) ? OptionRight.Put : OptionRight.None;
        if (row.Right == OptionRight.None) return MasterReject.BadRight;
        if (!MasterText.TryScaled(cells.Strike, RupeeScale, out long strike) || strike <= 0) return MasterReject.BadStrike;
        row.Strike = new Price(strike);
        return MasterReject.None;
    }

    private static MasterReject Tick(ReadOnlySpan<byte> text, ref MasterRow row)
    {
        if (row.Kind == InstrumentKind.Index && text.IsEmpty) return MasterReject.None;
        if (!MasterText.TryScaled(text, RupeeScale, out long units) || units < 0 || units > int.MaxValue) return MasterReject.BadTick;
        if (units == 0 && row.Kind != InstrumentKind.Index) return MasterReject.BadTick;
        if (row.Kind == InstrumentKind.Equity && (units < ShareTick.Least || units > ShareTick.Most)) return MasterReject.BadTick;
        row.TickUnits = (int)units;
        return MasterReject.None;
    }

    /// <summary>Rupees per rupee of price and lot: units in a lot times the ratio. Quantities then count lots.</summary>
    private MasterReject Multiplier(in MasterCells cells, ref MasterRow row)
    {
        // An older file without the column.
        if (cells.Ratio.IsEmpty) return KnownMultiplier(cells.Name, ref row);
        if (!MasterText.TryScaled(cells.Ratio, RupeeScale, out long ratio) || ratio <= 0 || ratio > int.MaxValue) return MasterReject.BadMultiplier;
        long scaled = row.LotSize * ratio;
        if (scaled % Price.UnitsPerRupee != 0 || scaled / Price.UnitsPerRupee is <= 0 or > int.MaxValue) return MasterReject.BadMultiplier;
        (row.LotSize, row.Multiplier) = (1, Sensible(cells.Name, (int)(scaled / Price.UnitsPerRupee), row.LotSize));
        return MasterReject.None;
    }

    /// <summary>A file that writes the size of a contract both as its lot and as its ratio means it once: what is known of the contract decides.</summary>
    private int Sensible(ReadOnlySpan<byte> name, int multiplier, int lot)
    {
        string underlying = Encoding.ASCII.GetString(name);
        if (!_specs.HasMultiplier(underlying)) return multiplier;
        int known = _specs.Multiplier(underlying, _day);
        return lot == known && multiplier == (long)known * known ? known : multiplier;
    }

    /// <summary>BFO calls an underlying BSXOPT or WIPRFUT: an index by its code, a share by the trading symbol before year and month.</summary>
    private ReadOnlySpan<byte> BseUnderlying(scoped in MasterCells cells, scoped in MasterRow row)
    {
        if (row.OnIndex)
        {
            Span<char> letters = stackalloc char[MasterTable.LongestName];
            letters = letters[..Encoding.ASCII.GetChars(cells.Name, letters)];
            if (_lists.Value(InstrumentList.ContractCode, letters, _day) is { } known) return KnownName(known);
        }
        DateOnly expiry = DateOnly.FromDayNumber(row.ExpiryDay);
        int tens = expiry.Year / 10 % 10, ones = expiry.Year % 10;
        ReadOnlySpan<byte> month = MasterText.MonthName(expiry.Month);
        for (int at = cells.Symbol.LastIndexOf(month); at > 2; at = cells.Symbol[..at].LastIndexOf(month))
            if (cells.Symbol[at - 2] == '0' + tens && cells.Symbol[at - 1] == '0' + ones) return cells.Symbol[..(at - 2)];
        return cells.Name;
    }

    private string _knownText = "";
    private byte[] _knownBytes = [];

    private ReadOnlySpan<byte> KnownName(string known)
    {
        if (!ReferenceEquals(known, _knownText)) (_knownText, _knownBytes) = (known, Encoding.ASCII.GetBytes(known));
        return _knownBytes;
    }
}
