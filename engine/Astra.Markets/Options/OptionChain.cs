using System.Globalization;

namespace Astra.Markets;

/// <summary>
/// The options of one underlying and expiry by rising strike. A strike may lack its call or its put, and the distance between strikes may change; every
/// selection says what it does then. Strikes are addressed by index, and <see cref="None"/> means that there is no such one. Immutable.
/// </summary>
public sealed class OptionChain
{
    /// <summary>No strike, or no option of that right at a strike.</summary>
    public const int None = -1;

    private readonly Price[] _strikes;
    private readonly int[] _calls;
    private readonly int[] _puts;

    private OptionChain(string underlying, DateOnly expiry, OptionRow[] sorted)
    {
        Underlying = underlying;
        Expiry = expiry;
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
            if (i == 0 || sorted[i].Strike != sorted[i - 1].Strike) count++;
        (_strikes, _calls, _puts) = (new Price[count], new int[count], new int[count]);
        Array.Fill(_calls, None);
        Array.Fill(_puts, None);
        int at = -1;
        foreach (OptionRow row in sorted)
        {
            if (at < 0 || _strikes[at] != row.Strike) _strikes[++at] = row.Strike;
            int[] side = row.Right == OptionRight.Call ? _calls : _puts;
            if (side[at] != None) throw Bad(row, $"there are two, ids {side[at]} and {row.Id}; give each option once");
            side[at] = row.Id;
        }
        for (int i = 1; i < count; i++)
            if (i == 1 || _strikes[i] - _strikes[i - 1] < Step) Step = _strikes[i] - _strikes[i - 1];

        ArgumentException Bad(OptionRow row, string why) => BadRow(underlying, expiry, row, why);
    }

    public string Underlying { get; }

    public DateOnly Expiry { get; }

    /// <summary>Number of strikes.</summary>
    public int Count => _strikes.Length;

    public ReadOnlySpan<Price> Strikes => _strikes;

    /// <summary>Smallest distance between neighbouring strikes, which is the one near the money; zero with fewer than two.</summary>
    public Price Step { get; }

    /// <summary>Rows in any order; throws <see cref="ArgumentException"/> naming a row that is no option or comes twice.</summary>
    public static OptionChain Of(string underlying, DateOnly expiry, ReadOnlySpan<OptionRow> rows)
    {
        foreach (OptionRow row in rows)
        {
            if (row.Right is not (OptionRight.Call or OptionRight.Put)) throw BadRow(underlying, expiry, row, "the right is neither call nor put");
            if (row.Strike <= Price.Zero) throw BadRow(underlying, expiry, row, "a strike is greater than zero");
            if (row.Id < 0) throw BadRow(underlying, expiry, row, "an id is zero or more");
        }
        OptionRow[] sorted = rows.ToArray();
        Array.Sort(sorted, static (a, b) => a.Strike != b.Strike ? a.Strike.CompareTo(b.Strike) : a.Right != b.Right ? a.Right.CompareTo(b.Right) : a.Id.CompareTo(b.Id));
        return new OptionChain(underlying, expiry, sorted);
    }

    /// <summary>The options among some instruments that belong to a segment, an underlying and an expiry; the others are left alone.</summary>
    public static OptionChain Of(Segment segment, string underlying, DateOnly expiry, ReadOnlySpan<Instrument> instruments)
    {
        List<OptionRow> rows = [];
        foreach (Instrument i in instruments)
            if (i.Kind == InstrumentKind.Option && i.Segment == segment && i.Expiry == expiry && i.Underlying == underlying)
                rows.Add(new OptionRow(i.Strike, i.Right, i.Id));
        return Of(underlying, expiry, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>Instrument id of the option at a strike's index, or <see cref="None"/>.</summary>
    public int IdOf(int index, OptionRight right) =>
        (uint)index >= (uint)_strikes.Length ? None : right == OptionRight.Call ? _calls[index] : right == OptionRight.Put ? _puts[index] : None;

    /// <summary>Index of exactly this strike, or <see cref="None"/>.</summary>
    public int IndexOf(Price strike)
    {
        int index = Array.BinarySearch(_strikes, strike);
        return index < 0 ? None : index;
    }

    /// <summary>Index of the strike nearest to a forward or spot in rupees, the lower one when two are equally near; <see cref="None"/> for an empty chain or no number.</summary>
    public int AtTheMoney(double forward) => Nearest(forward, OptionRight.None);

    /// <summary>The same for a price.</summary>
    public int AtTheMoney(Price forward) => AtTheMoney(forward.Rupees);

    /// <summary>The nearest strike that lists this right (both strikes' sides count for <see cref="OptionRight.None"/>), the lower of two equally near.</summary>
    public int Nearest(double rupees, OptionRight right)
    {
        int best = None;
        double distance = double.PositiveInfinity;
        for (int i = 0; i < _strikes.Length; i++)
        {
            double d = Math.Abs(_strikes[i].Rupees - rupees);
            if (d < distance && (right == OptionRight.None || IdOf(i, right) != None)) (best, distance) = (i, d);
        }
        return best;
    }

    /// <summary>
    /// Index of the strike that is some steps out of the money from the one at <paramref name="from"/>: upward for calls, downward for puts, the other way for negative
    /// steps (into the money). A step is the next strike that lists this right, so a missing strike is passed over. With zero steps the strike itself must
    /// list it. <see cref="None"/> when the chain ends first.
    /// </summary>
    public int Otm(OptionRight right, int from, int steps)
    {
        if ((uint)from >= (uint)_strikes.Length || right == OptionRight.None) return None;
        if (steps == 0) return IdOf(from, right) != None ? from : None;
        int direction = right == OptionRight.Call == steps > 0 ? 1 : -1;
        // Counted down from below zero, since the most negative number has no opposite.
        int left = steps > 0 ? -steps : steps;
        for (int i = from + direction; (uint)i < (uint)_strikes.Length; i += direction)
            if (IdOf(i, right) != None && ++left == 0) return i;
        return None;
    }

    private static ArgumentException BadRow(string underlying, DateOnly expiry, OptionRow row, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"chain {underlying} {expiry:yyyy-MM-dd}, {row.Right} {row.Strike} (id {row.Id}): {why}"));
}
