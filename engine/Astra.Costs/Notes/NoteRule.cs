namespace Astra.Costs;

/// <summary>One dated row of <c>note-rules.csv</c>. It lasts until the next of its broker and setting begins.</summary>
internal sealed record NoteRule(string Broker, string Setting, string Value, DateOnly From, int Line)
{
    public bool SameKind(NoteRule other) => Broker == other.Broker && Setting == other.Setting;

    /// <summary>Those of all brokers first, then by broker, setting and date: a later row overrides an earlier.</summary>
    public static int Compare(NoteRule a, NoteRule b)
    {
        int order = (b.Broker == NoteRules.AllBrokers).CompareTo(a.Broker == NoteRules.AllBrokers);
        if (order == 0) order = string.CompareOrdinal(a.Broker, b.Broker);
        if (order == 0) order = string.CompareOrdinal(a.Setting, b.Setting);
        if (order == 0) order = a.From.CompareTo(b.From);
        return order != 0 ? order : a.Line.CompareTo(b.Line);
    }
}
