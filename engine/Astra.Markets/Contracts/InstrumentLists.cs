namespace Astra.Markets;

/// <summary>Dated lists of names that decide how an instrument is charged and settled where neither exchange nor broker says it in its data.</summary>
public sealed class InstrumentLists
{
    private readonly Entry[][] _lists;

    private readonly record struct Entry(string Prefix, string Suffix, bool Pattern, string Value, DateOnly From, DateOnly? To)
    {
        public bool Covers(DateOnly day) => From <= day && (To is null || To >= day);

        public bool Matches(ReadOnlySpan<char> name) => Pattern
            ? name.Length >= Prefix.Length + Suffix.Length && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            : name.SequenceEqual(Prefix);
    }

    private InstrumentLists(Entry[][] lists) => _lists = lists;

    /// <summary>Columns <c>list,name,value,effective_from,effective_to,source</c>; one <c>*</c> in a name stands for any letters.</summary>
    /// <exception cref="CalendarFormatException">A row is not understood, or repeats a name on days that another row covers.</exception>
    public static InstrumentLists Parse(string csv)
    {
        var lists = new List<Entry>[Enum.GetValues<InstrumentList>().Length];
        for (int i = 0; i < lists.Length; i++) lists[i] = [];
        var table = new CalendarTable("instrument-lists.csv", csv, "list", "name", "value", "effective_from", "effective_to", "source");
        while (table.Next())
        {
            var list = table.Choice<InstrumentList>("list");
            Entry entry = Read(table);
            if (list == InstrumentList.Series) table.Choice<ChargeGroup>("value");
            if (list is InstrumentList.IndexName or InstrumentList.ContractCode && entry.Value.Length == 0) throw table.Error($"a row of {list} needs a value");
            foreach (Entry other in lists[(int)list])
                if (other.Prefix == entry.Prefix && other.Suffix == entry.Suffix && other.Pattern == entry.Pattern
                    && (other.To is not { } end || end >= entry.From) && (entry.To is not { } to || to >= other.From))
                    throw table.Error($"'{table.Text("name")}' stands in {list} already for days of this row");
            lists[(int)list].Add(entry);
        }
        return new InstrumentLists([.. lists.Select(l => l.ToArray())]);
    }

    public bool Holds(InstrumentList list, ReadOnlySpan<char> name, DateOnly day) => Value(list, name, day) is not null;

    /// <summary>The value beside a name, "" where the list has none; null when the name is not listed on that day. Exact names go before patterns.</summary>
    public string? Value(InstrumentList list, ReadOnlySpan<char> name, DateOnly day)
    {
        string? byPattern = null;
        foreach (ref readonly Entry entry in _lists[(int)list].AsSpan())
        {
            if (!entry.Covers(day) || !entry.Matches(name)) continue;
            if (!entry.Pattern) return entry.Value;
            byPattern ??= entry.Value;
        }
        return byPattern;
    }

    private static Entry Read(CalendarTable table)
    {
        string name = table.Text("name");
        int star = name.IndexOf('*', StringComparison.Ordinal);
        if (name.Length == 0 || name == "*" || star != name.LastIndexOf('*')) throw table.Error($"name '{name}' is blank, or has more than one *");
        if (table.Text("source").Length == 0) throw table.Error("source is blank; say where the fact is from");
        DateOnly from = table.Date("effective_from");
        DateOnly? to = table.Text("effective_to").Length == 0 ? null : table.Date("effective_to");
        if (to < from) throw table.Error($"effective_to {to:yyyy-MM-dd} is before effective_from {from:yyyy-MM-dd}");
        return star < 0
            ? new Entry(name, "", false, table.Text("value"), from, to)
            : new Entry(name[..star], name[(star + 1)..], true, table.Text("value"), from, to);
    }
}
