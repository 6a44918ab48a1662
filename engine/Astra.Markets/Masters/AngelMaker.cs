namespace Astra.Markets;

/// <summary>
/// Angel One's dialect: prices times 100 (currency strikes times 10,000,000), series and option right in the symbol. What a commodity's or
/// currency's lot counts is not said there, so multipliers and largest orders come from the contract facts, and a row without is refused.
/// </summary>
internal sealed class AngelMaker(MasterTable table, MasterFileReport report, ContractSpecs specs, InstrumentLists lists, DateOnly day)
    : MasterMaker(table, report, specs, lists, day)
{
    /// <summary>From hundredths of a rupee to price units.</summary>
    private const int PaiseScale = 2;

    /// <summary>From ten-millionths of a rupee to price units.</summary>
    private const int CurrencyScale = -3;

    /// <summary>The ticks that currencies have, in price units; the file's scale for them has not been the same at all times.</summary>
    private static readonly long[] CurrencyTicks = [25, 1, 5, 10, 50, 100, 500];

    public new void Take(in MasterCells cells, int line) => base.Take(cells, line);

    public new void Reject(MasterReject reason, in MasterCells cells, int line) => base.Reject(reason, cells, line);

    /// <summary>The series stands behind the symbol (<c>SBIN-EQ</c>). BSE rows tell no group: all of them are taken as shares of the common one.</summary>
    protected override ReadOnlySpan<byte> Series(MasterExchange exchange, in MasterCells cells, out bool cash)
    {
        cash = exchange is MasterExchange.Nse or MasterExchange.Bse && cells.Instrument.IsEmpty;
        if (exchange != MasterExchange.Nse) return default;
        int dash = cells.Symbol.LastIndexOf((byte)'-');
        // A symbol without a series is none that trades: an empty answer would mean "not told".
        return dash < 0 ? "-"u8 : cells.Symbol[(dash + 1)..];
    }

    protected override MasterReject Cash(in MasterCells cells, ref MasterRow row)
    {
        if (!MasterText.TryCount(cells.Lot, 1, out row.LotSize)) return MasterReject.BadLot;
        if (!MasterText.TryScaled(cells.Tick, PaiseScale, out long units) || units < 0 || units > int.MaxValue) return MasterReject.BadTick;
        if (units == 0 && row.Kind != InstrumentKind.Index) return MasterReject.BadTick;
        row.TickUnits = (int)units;
        return Freeze(cells, ref row);
    }

    protected override MasterReject Contract(in MasterCells cells, ref MasterRow row, ref ReadOnlySpan<byte> name)
    {
        bool currency = row.Exchange == MasterExchange.Cds;
        if (!MasterText.TryCount(cells.Lot, 1, out row.LotSize)) return MasterReject.BadLot;
        if (!TryTick(cells.Tick, currency, out row.TickUnits)) return MasterReject.BadTick;
        MasterReject problem = currency || row.Exchange == MasterExchange.Mcx ? KnownMultiplier(name, ref row) : Freeze(cells, ref row);
        if (problem != MasterReject.None || row.Kind != InstrumentKind.Option) return problem;
        row.Right = cells.Symbol.EndsWith("CE"u8) ? OptionRight.Call : cells.Symbol.EndsWith("PE"u8) ? OptionRight.Put : OptionRight.None;
        if (row.Right == OptionRight.None) return MasterReject.BadRight;
        if (!MasterText.TryScaled(cells.Strike, currency ? CurrencyScale : PaiseScale, out long strike) || strike <= 0) return MasterReject.BadStrike;
        row.Strike = new Price(strike);
        return MasterReject.None;
    }

    private static bool TryTick(ReadOnlySpan<byte> text, bool currency, out int tick)
    {
        tick = 0;
        bool paise = MasterText.TryScaled(text, PaiseScale, out long units);
        if (currency && !(paise && Array.IndexOf(CurrencyTicks, units) >= 0))
            paise = MasterText.TryScaled(text, CurrencyScale, out units) && Array.IndexOf(CurrencyTicks, units) >= 0;
        if (!paise || units <= 0 || units > int.MaxValue) return false;
        tick = (int)units;
        return true;
    }

    /// <summary>The dialect of 2022 has no such field.</summary>
    private static MasterReject Freeze(in MasterCells cells, ref MasterRow row) =>
        cells.Freeze.IsEmpty || MasterText.TryCount(cells.Freeze, 0, out row.FreezeQuantity) ? MasterReject.None : MasterReject.BadFreeze;
}
