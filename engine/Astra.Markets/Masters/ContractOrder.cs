namespace Astra.Markets;

/// <summary>Contracts sorted by underlying, segment, kind, expiry, strike and right, so that a chain is a run of neighbours.</summary>
internal sealed class ContractOrder
{
    private readonly UInt128[] _keys;
    private readonly int[] _ids;

    public ContractOrder(ReadOnlySpan<MasterRow> rows)
    {
        int count = 0;
        foreach (ref readonly MasterRow row in rows)
            if (row.ExpiryDay != 0) count++;
        (_keys, _ids) = (new UInt128[count], new int[count]);
        int at = 0;
        for (int id = 0; id < rows.Length; id++)
        {
            ref readonly MasterRow row = ref rows[id];
            if (row.ExpiryDay == 0) continue;
            (_keys[at], _ids[at++]) = (Key(row.Name, row.Segment, row.Kind, row.ExpiryDay, row.Strike, row.Right), id);
        }
        Array.Sort(_keys, _ids);
    }

    public static UInt128 Key(int name, Segment segment, InstrumentKind kind, int expiry = 0, Price strike = default, OptionRight right = OptionRight.None)
    {
        ulong high = (ulong)(uint)name << 32 | (ulong)segment << 28 | (ulong)kind << 24 | (uint)expiry;
        return new UInt128(high, (ulong)strike.Units << 2 | (ulong)right);
    }

    /// <summary>Ids of the keys from <paramref name="from"/> up to and without <paramref name="to"/>.</summary>
    public ReadOnlySpan<int> Between(UInt128 from, UInt128 to)
    {
        int first = FirstAtLeast(from);
        return _ids.AsSpan(first, Math.Max(0, FirstAtLeast(to) - first));
    }

    private int FirstAtLeast(UInt128 key)
    {
        int low = 0, high = _keys.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_keys[middle] < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
