using System.Globalization;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What of a master is asked for.</summary>
internal sealed record InstrumentQuery(string? Search, string? Show, string? Underlying, DateOnly? Expiry, Segment Segment, int Limit)
{
    private static readonly (string Name, Segment Segment)[] SegmentNames =
    [
        ("NSE", Segment.NseEquity), ("BSE", Segment.BseEquity), ("NFO", Segment.NseDerivatives), ("BFO", Segment.BseDerivatives), ("CDS", Segment.Currency),
        ("MCX", Segment.Commodity), ("NSE_EQ", Segment.NseEquity), ("BSE_EQ", Segment.BseEquity), ("NSE_FO", Segment.NseDerivatives), ("BSE_FO", Segment.BseDerivatives),
    ];

    public bool Asks => Search is not null || Show is not null || Underlying is not null || Segment != Segment.None;

    /// <exception cref="UsageException">The name is none of a segment.</exception>
    public static Segment SegmentOf(string? name)
    {
        if (name is null) return Segment.None;
        foreach ((string known, Segment segment) in SegmentNames)
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase)) return segment;
        throw new UsageException($"--segment {name}: give one of {string.Join(", ", SegmentNames.Take(6).Select(s => s.Name))}");
    }

    /// <summary>Rows that answer, at most one more than the limit, in the order to be shown.</summary>
    public int[] Rows(InstrumentMaster master)
    {
        if (Show is not null) return [.. ByName(master, Show).Where(r => Segment == Segment.None || master[r].Segment == Segment)];
        if (Underlying is null) return master.Search(Search ?? "", Limit + 1, Segment);
        string underlying = Underlying.ToUpperInvariant();
        (DateOnly from, DateOnly to) = Expiry is { } day ? (day, day) : (master.Day, DateOnly.MaxValue.AddDays(-1));
        int[] rows = Contracts(from);
        if (rows.Length == 0 && Expiry is null && (rows = Contracts(DateOnly.MinValue)).Length > 0)
            Terminal.Say($"all contracts of {underlying} in these files had expired by {master.Day:yyyy-MM-dd}; here they are (--date names another day)");
        // With words too: those of the contracts that hold them all.
        if (Search is not null) rows = [.. rows.Intersect(master.Search(Search, int.MaxValue, Segment))];
        return rows.Length > Limit ? rows[..(Limit + 1)] : rows;

        int[] Contracts(DateOnly first) =>
        [
            .. master.Contracts(underlying, InstrumentKind.Future, first, to, Segment),
            .. master.Contracts(underlying, InstrumentKind.Option, first, to, Segment),
        ];
    }

    /// <summary>Rows by trading symbol, by a share's name, by an index's name, or by EXCHANGE:TOKEN.</summary>
    public static int[] ByName(InstrumentMaster master, string name)
    {
        int colon = name.AsSpan().IndexOfAny(':', '|');
        if (colon > 0 && Enum.TryParse(name[..colon], ignoreCase: true, out MasterExchange exchange) && master.Find(exchange, name[(colon + 1)..]) is >= 0 and var row) return [row];
        var rows = new SortedSet<int>();
        foreach (string spelled in (string[])[name, name.ToUpperInvariant(), name.ToUpperInvariant() + "-EQ"])
            foreach (MasterExchange e in Enum.GetValues<MasterExchange>())
                if (e != MasterExchange.None && master.FindSymbol(spelled, e) is >= 0 and var found) rows.Add(found);
        if (rows.Count == 0)
            foreach (int candidate in master.Search(name, int.MaxValue))
                if (master[candidate].Kind == InstrumentKind.Index && master.Name(candidate).Equals(name, StringComparison.OrdinalIgnoreCase)) rows.Add(candidate);
        return [.. rows];
    }

    /// <exception cref="UsageException">The text is no date.</exception>
    public static DateOnly? DateOf(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new UsageException($"{option} {text}: give a date as 2026-11-24");
}
