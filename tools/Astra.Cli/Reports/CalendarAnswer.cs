using System.Text.Json.Serialization;
using Astra.Markets;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>What the calendar says about one segment at one instant.</summary>
internal sealed record CalendarAnswer(
    string Segment, string At, bool Open, PhaseAnswer[] Phases, SessionAnswer[] Today, SessionAnswer? NextSession, string? Note, string SquareOffBy)
{
    public const string Remedy = "add the coming holidays to data/session-exceptions.csv and move the date in data/session-coverage.csv";

    /// <summary>A fortnight without a session is longer than any row of holidays.</summary>
    private const int DaysAhead = 14;

    public static CalendarAnswer Of(SessionCalendar calendar, Segment segment, Timestamp at, string? broker)
    {
        DateOnly day = Ist.DateOf(at);
        PhaseAnswer[] phases =
        [
            .. TradingClasses.Of(segment).ToArray().Where(c => c != TradingClass.Expiring).Select(c =>
                new PhaseAnswer(CalendarCsv.Words(segment, c), calendar.PhaseAt(segment, c, at) is { } phase ? CalendarCsv.Word(phase) : "CLOSED")),
        ];
        TradingSession[] today = [.. calendar.SessionsOn(segment, day)];
        TradingSession? next = null;
        for (int i = 0; i < DaysAhead && next is null && calendar.Covers(segment, day.AddDays(i)); i++)
            next = calendar.SessionsOn(segment, day.AddDays(i)).Where(s => s.Open > at).Select(s => (TradingSession?)s).FirstOrDefault();
        string by = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(broker is null ? "the earliest broker" : broker.ToUpperInvariant())}");
        return new CalendarAnswer(
            SegmentName.Of(segment), at.ToString(), today.Any(s => s.Contains(at)), phases, [.. today.Select(SessionAnswer.Of)],
            next is { } found ? SessionAnswer.Of(found) : null, calendar.Note(segment, day), by);
    }

    public void Print()
    {
        Table table = new Table().HideHeaders().Border(TableBorder.None).AddColumn("").AddColumn("");
        void Row(string name, string text) => table.AddRow(name.EscapeMarkup(), text.EscapeMarkup());
        Row(Segment, $"{At}: {(Open ? "open" : "shut")}{(Note is null ? "" : $" ({Note})")}");
        if (Phases.Select(p => p.Phase).Distinct().Count() == 1) Row("phase", Phases[0].Phase);
        else foreach (PhaseAnswer phase in Phases) Row("phase", $"{phase.Phase}: {phase.Instruments}");
        Row("today", Today.Length == 0 ? "no session" : string.Join(", ", Today.Select(s => s.Words)));
        foreach (SessionAnswer session in Today)
        {
            string auction = session.AuctionSquareOff is null ? "" : $"; stocks with derivatives {session.AuctionSquareOff}, out of continuous trading at {session.AuctionClose}";
            Row("square-off", $"MIS {session.SquareOff}, ahead of {SquareOffBy}{auction}; CNC and NRML stay");
        }
        Row("next", NextSession?.Words ?? $"not known: {Remedy}");
        Terminal.Out.Write(table);
    }
}

/// <summary>The phase of one class of instruments.</summary>
internal sealed record PhaseAnswer(string Instruments, string Phase);

/// <summary>One session, times of day in IST.</summary>
internal sealed record SessionAnswer(string Date, string Session, string Start, string End, string SquareOff, string? AuctionClose, string? AuctionSquareOff)
{
    [JsonIgnore]
    public string Words => $"{DateOnly.ParseExact(Date, "yyyy-MM-dd"):dddd yyyy-MM-dd} {Start}-{End}{(Session == "regular" ? "" : $" {Session}")}";

    public static SessionAnswer Of(TradingSession s) => new(
        $"{s.Day:yyyy-MM-dd}", CalendarCsv.Word(s.Kind), CalendarCsv.Clock(s.Open), CalendarCsv.Clock(s.Close), CalendarCsv.Clock(s.SquareOff),
        s.AuctionClose is { } end ? CalendarCsv.Clock(end) : null, s.AuctionSquareOff is { } leave ? CalendarCsv.Clock(leave) : null);
}
