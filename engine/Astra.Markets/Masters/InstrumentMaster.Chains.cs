using System.Text;

namespace Astra.Markets;

public sealed partial class InstrumentMaster
{
    private static readonly Segment[] DerivativeSegments =
        [Segment.NseDerivatives, Segment.BseDerivatives, Segment.Currency, Segment.Commodity];

    /// <summary>Rows of all options with this expiry, by rising strike, the call before the put. Empty when there are none.</summary>
    /// <param name="segment"><see cref="Segment.None"/>: the first of NFO, BFO, CDS, MCX that has contracts on the underlying.</param>
    public ReadOnlySpan<int> Options(string underlying, DateOnly expiry, Segment segment = Segment.None) =>
        Contracts(underlying, InstrumentKind.Option, expiry, expiry, segment);

    /// <summary>Row of one option, or <see cref="NotFound"/>.</summary>
    public int Option(string underlying, DateOnly expiry, Price strike, OptionRight right, Segment segment = Segment.None)
    {
        foreach (int id in Options(underlying, expiry, segment))
            if (_table[id].Strike == strike && _table[id].Right == right) return id;
        return NotFound;
    }

    /// <summary>Row of the future that expires first on or after a day, or <see cref="NotFound"/>.</summary>
    public int NearestFuture(string underlying, DateOnly day, Segment segment = Segment.None) =>
        Contracts(underlying, InstrumentKind.Future, day, DateOnly.MaxValue, segment) is [var first, ..] ? first : NotFound;

    /// <summary>Rising expiries on or after a day; a weekly and a monthly that fall together are one.</summary>
    public DateOnly[] Expiries(string underlying, InstrumentKind kind, DateOnly from, Segment segment = Segment.None)
    {
        var days = new List<DateOnly>();
        foreach (int id in Contracts(underlying, kind, from, DateOnly.MaxValue, segment))
            if (_table[id].Expiry is { } day && (days.Count == 0 || days[^1] != day)) days.Add(day);
        return [.. days];
    }

    /// <summary>Rows of the contracts of a kind that expire between two days, both included, by expiry, strike and right.</summary>
    public ReadOnlySpan<int> Contracts(string underlying, InstrumentKind kind, DateOnly from, DateOnly to, Segment segment = Segment.None)
    {
        int name = Fits(underlying) ? _table.FindName(Encoding.ASCII.GetBytes(underlying)) : NotFound;
        if (name < 0 || kind is not (InstrumentKind.Future or InstrumentKind.Option) || to < from) return default;
        if (segment == Segment.None)
            foreach (Segment candidate in DerivativeSegments)
                if (_contracts.Between(ContractOrder.Key(name, candidate, InstrumentKind.None), ContractOrder.Key(name, candidate + 1, InstrumentKind.None)).Length > 0)
                {
                    segment = candidate;
                    break;
                }
        return _contracts.Between(
            ContractOrder.Key(name, segment, kind, from.DayNumber), ContractOrder.Key(name, segment, kind, to.DayNumber + 1));
    }

    /// <summary>Rows in file order whose symbol, name or token together hold every word, in any letter case; at most <paramref name="limit"/>.</summary>
    public int[] Search(string text, int limit, Segment segment = Segment.None)
    {
        string[] words = text.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<int>();
        Span<char> letters = stackalloc char[3 * MasterTable.LongestName + byte.MaxValue];
        for (int id = 0; id < Count && found.Count < limit; id++)
        {
            ref readonly MasterRow row = ref _table[id];
            if (segment != Segment.None && row.Segment != segment) continue;
            int length = Append(_table.Symbol(id), letters, 0);
            length = Append(_table.Name(row.Name), letters, length);
            length = Append(_table.Token(id), letters, length);
            bool all = true;
            foreach (string word in words) all &= letters[..length].IndexOf(word, StringComparison.Ordinal) >= 0;
            if (all) found.Add(id);
        }
        return [.. found];
    }

    /// <summary>In capitals, with a blank behind.</summary>
    private static int Append(ReadOnlySpan<byte> text, Span<char> letters, int at)
    {
        foreach (byte letter in text) letters[at++] = (char)(letter is >= (byte)'a' and <= (byte)'z' ? letter - 32 : letter);
        letters[at] = ' ';
        return at + 1;
    }
}
