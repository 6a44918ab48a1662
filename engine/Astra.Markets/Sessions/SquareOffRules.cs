namespace Astra.Markets;

/// <summary>When brokers close their clients' intraday positions: minutes before the end of continuous trading, by broker, segment and date.</summary>
public sealed class SquareOffRules
{
    private readonly List<Rule> _rules = [];

    public static readonly SquareOffRules None = new();

    /// <summary>Names that have rules, each once, in the order of the file.</summary>
    public IReadOnlyList<string> Brokers
    {
        get
        {
            var names = new List<string>();
            foreach (Rule rule in _rules)
                if (!names.Contains(rule.Broker)) names.Add(rule.Broker);
            return names;
        }
    }

    /// <summary>Reads square-off.csv; an empty text has no rules. Throws <see cref="CalendarFormatException"/> for what is not understood.</summary>
    public static SquareOffRules Parse(string csv)
    {
        if (csv.Length == 0) return None;
        var rules = new SquareOffRules();
        var table = new CalendarTable("square-off.csv", csv, "broker", "segments", "before", "minutes", "effective_from", "source");
        while (table.Next())
        {
            string broker = table.Text("broker").ToUpperInvariant();
            if (broker.Length == 0) throw table.Error("broker is blank");
            bool auction = table.Text("before") switch
            {
                "close" => false,
                "auction" => true,
                string other => throw table.Error($"before '{other}' is unknown; write close, or auction for instruments with a closing auction"),
            };
            foreach (Segment segment in table.Segments("segments"))
                rules.Add(table, new Rule(broker, segment, auction, table.Minutes("minutes"), table.Date("effective_from")));
        }
        return rules;
    }

    /// <summary>
    /// Minutes before the close (for an instrument with a closing auction: before the auction) at which <paramref name="broker"/> closes
    /// intraday positions; the most of all brokers where it is null or has no rule of its own; 0 where nobody has one.
    /// </summary>
    public int Minutes(string? broker, Segment segment, bool closingAuction, DateOnly day)
    {
        if (broker is not null && Of(broker.ToUpperInvariant(), segment, closingAuction, day) is { } own) return own;
        int most = 0;
        foreach (Rule rule in _rules)
            if (Of(rule.Broker, segment, closingAuction, day) is { } minutes && minutes > most) most = minutes;
        return most;
    }

    private int? Of(string broker, Segment segment, bool auction, DateOnly day)
    {
        int? minutes = null;
        foreach (Rule rule in _rules)
            if (rule.Broker == broker && rule.Segment == segment && rule.Auction == auction && rule.From <= day) minutes = rule.Minutes;
        return minutes;
    }

    private void Add(CalendarTable table, Rule added)
    {
        foreach (Rule rule in _rules)
            if (rule.Broker == added.Broker && rule.Segment == added.Segment && rule.Auction == added.Auction && rule.From >= added.From)
                throw table.Error($"rows of {added.Broker} for {added.Segment} must rise by effective_from; {rule.From:yyyy-MM-dd} stands before this one");
        _rules.Add(added);
    }

    private sealed record Rule(string Broker, Segment Segment, bool Auction, int Minutes, DateOnly From);
}
