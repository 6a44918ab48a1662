using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Instruments by the names that the user gave, out of vendors' masters.</summary>
internal static class InstrumentChoice
{
    public const string All = "all";

    private const int NamesShown = 5;

    /// <summary>The instruments in the order of the names; ids are places in the list.</summary>
    /// <param name="names">Trading symbols, share or index names, EXCHANGE:TOKEN, joined by commas; or <c>all</c>.</param>
    /// <exception cref="UsageException">A name is unknown, or nothing was named.</exception>
    public static IReadOnlyList<FeedInstrument> Of(InstrumentMaster master, string names)
    {
        int[] rows = names.Equals(All, StringComparison.OrdinalIgnoreCase) ? [.. Enumerable.Range(0, master.Count)] : Named(master, names);
        if (rows.Length == 0) throw new UsageException($"--instruments {names}: {(names.Length == 0 ? "name one or more, or all" : "the server's master has none that can be used")}");
        return [.. rows.Select((row, id) => Of(master, row, master.ToInstrument(row, id)))];
    }

    /// <summary>The same instruments in another vendor's names; those that it has not are left out and told.</summary>
    public static IReadOnlyList<FeedInstrument> Same(IReadOnlyList<FeedInstrument> instruments, InstrumentMaster master, string vendor)
    {
        List<FeedInstrument> found = [];
        List<string> missing = [];
        foreach (FeedInstrument wanted in instruments)
        {
            if (RowLike(wanted, master) is >= 0 and var row) found.Add(Of(master, row, wanted.Instrument));
            else missing.Add(wanted.TradingSymbol);
        }
        if (missing.Count > 0) Terminal.Say($"{vendor} has no {Some(missing)}: the other feed alone brings {(missing.Count == 1 ? "it" : "them")}");
        return found;
    }

    /// <summary>The first names of many.</summary>
    public static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? FormattableString.Invariant($" and {names.Count - NamesShown:N0} more") : "");

    private static int[] Named(InstrumentMaster master, string names)
    {
        List<int> rows = [];
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int row = One(master, name);
            if (rows.Contains(row)) Terminal.Say($"{name} is named twice; once is enough");
            else rows.Add(row);
        }
        return [.. rows];
    }

    /// <summary>NSE before the others, since that is what traders mean when they name a share.</summary>
    private static int One(InstrumentMaster master, string name)
    {
        int[] rows = InstrumentQuery.ByName(master, name);
        if (rows.Length == 0)
        {
            int[] near = master.Search(name, NamesShown);
            throw new UsageException(
                $"--instruments {name}: the server's master of {master.Day:yyyy-MM-dd} has none{(near.Length > 0 ? $"; it has {string.Join(", ", near.Select(master.Symbol))}" : "")}. "
                + "Give trading symbols (SBIN-EQ), share or index names, EXCHANGE:TOKEN, or all");
        }
        int chosen = rows.MinBy(row => (Rank(master[row].Exchange), row));
        if (rows.Length > 1) Terminal.Say($"{name} is {string.Join(" and ", rows.Select(row => Named(master, row)))}; taken is {Named(master, chosen)}");
        return chosen;
    }

    private static int Rank(MasterExchange exchange) => exchange == MasterExchange.Nse ? 0 : (int)exchange;

    private static string Named(InstrumentMaster master, int row) => $"{master[row].Exchange.ToString().ToUpperInvariant()}:{master.Token(row)} ({master.Symbol(row)})";

    private static FeedInstrument Of(InstrumentMaster master, int row, Instrument instrument) => new(instrument, master[row].Exchange, master.Token(row), master.Symbol(row));

    /// <summary>The exchange's token is the same at every vendor, but for indices; then the contract's terms tell.</summary>
    private static int RowLike(FeedInstrument wanted, InstrumentMaster master)
    {
        Instrument i = wanted.Instrument;
        int row = master.Find(wanted.Exchange, wanted.Token);
        if (row >= 0 && master[row].Kind == i.Kind && SameTerms(master[row], i)) return row;
        if (i.Kind is InstrumentKind.Option or InstrumentKind.Future && i.Expiry is { } expiry)
        {
            foreach (int candidate in master.Contracts(i.Underlying, i.Kind, expiry, expiry, i.Segment))
                if (SameTerms(master[candidate], i)) return candidate;
            return InstrumentMaster.NotFound;
        }
        foreach (int candidate in InstrumentQuery.ByName(master, i.Symbol))
            if (master[candidate].Kind == i.Kind && master[candidate].Segment == i.Segment) return candidate;
        return InstrumentMaster.NotFound;
    }

    private static bool SameTerms(in MasterRow row, Instrument i) =>
        row.Segment == i.Segment && row.Expiry == i.Expiry && (i.Kind != InstrumentKind.Option || (row.Strike == i.Strike && row.Right == i.Right));
}
