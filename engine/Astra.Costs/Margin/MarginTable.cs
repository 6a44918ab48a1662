namespace Astra.Costs;

/// <summary>The rates of one stretch of days without a change: found by class and name without an allocation.</summary>
internal sealed class MarginTable
{
    private readonly MarginRateSet[] _every;
    private readonly Named[] _named;

    private readonly record struct Named(MarginClass Class, string Underlying, MarginRateSet Rates);

    /// <param name="rows">All rows, sorted by <see cref="MarginRow.Compare"/>.</param>
    public MarginTable(DateOnly from, MarginRow[] rows)
    {
        From = from;
        _every = new MarginRateSet[(int)MarginClass.Commodity + 1];
        Array.Fill(_every, MarginRateSet.Empty);
        foreach (MarginRow row in rows)
            if (row.Underlying == MarginRow.Every && row.Covers(from)) _every[(int)row.Class].Set(row.Item, row.BasisPoints);
        List<Named> named = [];
        foreach (MarginRow row in rows)
        {
            if (row.Underlying == MarginRow.Every || !row.Covers(from)) continue;
            bool again = named.Count > 0 && named[^1].Class == row.Class && named[^1].Underlying == row.Underlying;
            MarginRateSet rates = again ? named[^1].Rates : _every[(int)row.Class];
            rates.Set(row.Item, row.BasisPoints);
            Named entry = new(row.Class, row.Underlying, rates);
            if (again) named[^1] = entry;
            else named.Add(entry);
        }
        _named = [.. named];
    }

    /// <summary>First day of the stretch.</summary>
    public DateOnly From { get; }

    public bool Names(MarginClass kind, ReadOnlySpan<char> underlying) => IndexOf(kind, underlying) >= 0;

    /// <summary>The underlying's own rates before those of its class.</summary>
    public MarginRateSet Of(MarginClass kind, ReadOnlySpan<char> underlying) =>
        IndexOf(kind, underlying) is >= 0 and var own ? _named[own].Rates : _every[(int)kind];

    private int IndexOf(MarginClass kind, ReadOnlySpan<char> underlying)
    {
        int low = 0, high = _named.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = (int)_named[middle].Class - (int)kind;
            if (order == 0) order = _named[middle].Underlying.AsSpan().SequenceCompareTo(underlying);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
