using System.Text;

namespace Astra.Markets;

/// <summary>Makes rows out of cells: what both brokers' dialects share. A dialect sets tick, lot, multiplier and strike itself.</summary>
internal abstract class MasterMaker(MasterTable table, MasterFileReport report, ContractSpecs specs, InstrumentLists lists, DateOnly day)
{
    /// <summary>Bytes of the longest day that a file writes; a longer one is read anew each time.</summary>
    private const int LongestDay = 32;

    private readonly MasterSeries _series = new(lists, day);
    private readonly byte[] _lastExpiryText = new byte[LongestDay];
    private int _lastExpiryLength;
    private int _lastExpiry;

    protected MasterFileReport Report => report;

    /// <summary>Counts one row, as an instrument or by its reason.</summary>
    protected void Take(in MasterCells cells, int line)
    {
        report.Rows++;
        MasterRow row = default;
        row.Line = line;
        ReadOnlySpan<byte> name = cells.Name;
        MasterReject reason = Make(cells, ref row, ref name);
        if (reason == MasterReject.None && !table.Add(row, cells.Token, cells.Symbol, name)) reason = MasterReject.DuplicateToken;
        if (reason == MasterReject.None) report.Accepted++;
        else report.Reject(reason, line, cells);
    }

    protected void Reject(MasterReject reason, in MasterCells cells, int line)
    {
        report.Rows++;
        report.Reject(reason, line, cells);
    }

    private MasterReject Make(in MasterCells cells, ref MasterRow row, ref ReadOnlySpan<byte> name)
    {
        if (cells.Check() is var bad && bad != MasterReject.None) return bad;
        if ((row.Exchange = MasterCodes.Exchange(cells.Exchange)) == MasterExchange.None) return MasterReject.UnknownExchange;
        ReadOnlySpan<byte> series = Series(row.Exchange, cells, out bool cash);
        if (cash)
        {
            if (!series.IsEmpty)
            {
                if (_series.GroupOf(row.Exchange, series) is not { } group) return MasterReject.UntradedSeries;
                row.Group = group;
            }
            row.Kind = InstrumentKind.Equity;
        }
        else if (MasterCodes.Kind(cells.Instrument, out row.Kind, out row.OnIndex) is var kind && kind != MasterReject.None)
        {
            return kind;
        }
        row.Segment = MasterCodes.SegmentOf(row.Exchange, row.Kind);
        row.ClosingAuction = cells.ClosingAuction;
        row.Multiplier = 1;
        if (row.Kind is InstrumentKind.Future or InstrumentKind.Option)
        {
            // Contracts of an exchange's cash market there are none: the row contradicts itself.
            if (row.Exchange is MasterExchange.Nse or MasterExchange.Bse) return MasterReject.UnknownInstrument;
            if (!TryExpiry(cells.Expiry, out row.ExpiryDay)) return MasterReject.BadExpiry;
            if (row.Exchange == MasterExchange.Cds && !cells.Name.EndsWith("INR"u8)) return MasterReject.NotInRupees;
            if (Contract(cells, ref row, ref name) is var contract && contract != MasterReject.None) return contract;
        }
        else if (row.Exchange is not (MasterExchange.Nse or MasterExchange.Bse))
        {
            return row.Kind == InstrumentKind.Index ? MasterReject.ReferenceOnly : MasterReject.UnknownInstrument;
        }
        else if (Cash(cells, ref row) is var cashProblem && cashProblem != MasterReject.None)
        {
            return cashProblem;
        }
        else
        {
            Classify(ref row, ref name);
        }
        return MasterReject.None;
    }

    /// <summary>The series or group of a row of the cash market, empty where the dialect does not tell it.</summary>
    protected abstract ReadOnlySpan<byte> Series(MasterExchange exchange, in MasterCells cells, out bool cash);

    /// <summary>Lot, tick and freeze quantity of a share, fund or index.</summary>
    protected abstract MasterReject Cash(in MasterCells cells, ref MasterRow row);

    /// <summary>Lot, multiplier, tick, strike, right and freeze quantity of a future or option.</summary>
    protected abstract MasterReject Contract(in MasterCells cells, ref MasterRow row, ref ReadOnlySpan<byte> name);

    /// <summary>Commodities and currencies are counted in lots; where the file does not tell the multiplier the contract facts must.</summary>
    protected MasterReject KnownMultiplier(ReadOnlySpan<byte> name, ref MasterRow row)
    {
        string underlying = Encoding.ASCII.GetString(name);
        if (!specs.HasMultiplier(underlying)) return MasterReject.BadMultiplier;
        (row.LotSize, row.Multiplier) = (1, specs.Multiplier(underlying, day));
        return MasterReject.None;
    }

    /// <summary>A fund is known by its name, an index is called what its contracts call it.</summary>
    private void Classify(ref MasterRow row, ref ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[MasterTable.LongestName];
        letters = letters[..Encoding.ASCII.GetChars(name, letters)];
        if (row.Kind == InstrumentKind.Index)
        {
            if (lists.Value(InstrumentList.IndexName, letters, day) is { } known) name = Encoding.ASCII.GetBytes(known);
            return;
        }
        if (!lists.Holds(InstrumentList.Etf, letters, day)) return;
        row.Kind = InstrumentKind.Etf;
        if (row.Group == ChargeGroup.Common && lists.Holds(InstrumentList.OtherFund, letters, day)) row.Group = ChargeGroup.OtherFund;
    }

    /// <summary>Rows of one expiry mostly stand together.</summary>
    private bool TryExpiry(ReadOnlySpan<byte> text, out int dayNumber)
    {
        if (_lastExpiryLength > 0 && text.SequenceEqual(_lastExpiryText.AsSpan(0, _lastExpiryLength)))
        {
            dayNumber = _lastExpiry;
            return true;
        }
        if (!MasterText.TryDay(text, out dayNumber)) return false;
        if (text.Length > LongestDay) return true;
        text.CopyTo(_lastExpiryText);
        (_lastExpiryLength, _lastExpiry) = (text.Length, dayNumber);
        return true;
    }
}
