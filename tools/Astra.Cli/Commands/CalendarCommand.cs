using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra calendar</c>: when a segment trades. A range of days as CSV; one instant, the next session or expiries for people.</summary>
internal static class CalendarCommand
{
    private static readonly Option<string?> SegmentOption = new("--segment") { Description = "NSE, BSE, NFO, BFO, CDS or MCX", HelpName = "S" };
    private static readonly Option<string?> From = new("--from") { Description = "First day", HelpName = "YYYY-MM-DD" };
    private static readonly Option<string?> To = new("--to") { Description = "Last day, included", HelpName = "YYYY-MM-DD" };
    private static readonly Option<string> Out = new("--out") { Description = "The CSV to write (.gz by its ending); - for the screen", HelpName = "CSV", DefaultValueFactory = _ => "-" };
    private static readonly Option<bool> Phases = new("--phases") { Description = "Every phase of the day by class of instruments, not only continuous trading" };
    private static readonly Option<string?> At = new("--at") { Description = "Is it open then? (now, when nothing else is asked)", HelpName = "TIME" };
    private static readonly Option<bool> Next = new("--next") { Description = "Only the next session after that time" };
    private static readonly Option<bool> ExpiriesOption = new("--expiries") { Description = "The expiries of --underlying from --from to --to" };
    private static readonly Option<string?> Underlying = new("--underlying") { Description = "For example NIFTY, SENSEX, RELIANCE, USDINR", HelpName = "NAME" };
    private static readonly Option<string?> Broker = new("--broker") { Description = "Whose square-off times (default: the earliest of all)", HelpName = "NAME" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "One JSON object on stdout (with --at and --next)" };

    public static Command Create()
    {
        Command command = new("calendar", "When a segment trades: sessions as CSV, whether it is open, the next session, square-off, expiries");
        CalendarOptions options = new();
        foreach (Option option in (Option[])[SegmentOption, From, To, Out, Phases, At, Next, ExpiriesOption, Underlying, Broker, AsJson]) command.Add(option);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            string? broker = BrokerOf(parsed);
            SessionCalendar calendar = options.Read(parsed, broker);
            bool range = parsed.GetValue(From) is not null || parsed.GetValue(To) is not null;
            if (range && (parsed.GetValue(At) is not null || parsed.GetValue(Next)))
                throw new UsageException("--from and --to ask for a range of days, --at and --next for one instant; give one or the other");
            if (range && parsed.GetValue(AsJson)) throw new UsageException("--json belongs to --at and --next; a range of days is written as CSV");
            if (parsed.GetValue(ExpiriesOption)) WriteExpiries(parsed, calendar);
            else if (parsed.GetValue(Underlying) is not null) throw new UsageException("--underlying belongs to --expiries; give both");
            else if (range || parsed.GetValue(Phases)) WriteDays(parsed, calendar);
            else Answer(parsed, calendar, broker);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteDays(ParseResult parsed, SessionCalendar calendar)
    {
        Segment segment = SegmentOf(parsed);
        (DateOnly from, DateOnly to) = RangeOf(parsed);
        DateOnly? last = calendar.CoveredUntil(segment);
        // What is to come follows the rules; what is past and unknown is refused, for there the rules were others.
        if (last is null || from <= last) calendar.Require([segment], from);
        if (last is not null && to > last) Terminal.Say($"the holidays of {SegmentName.Of(segment)} are known to {last:yyyy-MM-dd}; later days follow the rules alone, and no session trades on them");
        IEnumerable<string> rows = parsed.GetValue(Phases) ? CalendarCsv.Phases(calendar, segment, from, to) : CalendarCsv.Sessions(calendar, segment, from, to);
        TextFile.Write(parsed.GetValue(Out)!, rows);
    }

    private static void WriteExpiries(ParseResult parsed, SessionCalendar calendar)
    {
        string name = parsed.GetValue(Underlying)?.ToUpperInvariant() ?? throw new UsageException("--expiries needs --underlying, for example NIFTY");
        (DateOnly from, DateOnly to) = RangeOf(parsed);
        ExpiryCalendar expiries = ProgramData.Expiries(calendar);
        Segment segment = parsed.GetValue(SegmentOption) is null ? SegmentOf(name, expiries, to) : SegmentOf(parsed);
        if (segment is Segment.NseEquity or Segment.BseEquity) throw new UsageException($"--segment {parsed.GetValue(SegmentOption)}: shares do not expire; give NFO, BFO or CDS, or leave it out");
        if (segment == Segment.Commodity) throw new UsageException($"{(parsed.GetValue(SegmentOption) is null ? $"--underlying {name}" : "--segment MCX")}: commodity contracts follow the exchange's contract calendar, not a rule; see the instrument master (astra instruments)");
        if (!expiries.Names(name)) RequireStock(name, expiries, to);
        IReadOnlyList<Expiry> found = expiries.ExpiriesBetween(segment, name, from, to);
        if (found.Count == 0) Terminal.Say($"{name} has no expiry in {SegmentName.Of(segment)} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; names with rules of their own are {string.Join(", ", expiries.Underlyings)}");
        TextFile.Write(parsed.GetValue(Out)!, CalendarCsv.Expiries(found));
    }

    /// <summary>Where a name's contracts trade; a commodity is known by its contract facts.</summary>
    private static Segment SegmentOf(string name, ExpiryCalendar expiries, DateOnly day) =>
        !expiries.Names(name) && !ShippedFacts.Lists.Holds(InstrumentList.DerivativeStock, name, day) && ShippedFacts.Specs.HasMultiplier(name)
            ? Segment.Commodity
            : expiries.SegmentOf(name);

    private static void RequireStock(string name, ExpiryCalendar expiries, DateOnly day)
    {
        if (!ShippedFacts.Lists.Holds(InstrumentList.DerivativeStock, name, day) && !ShippedFacts.Specs.HasLot(name))
            throw new UsageException($"--underlying {name}: no contracts on it are known; give {string.Join(", ", expiries.Underlyings)} or a share with derivatives, and add it as DerivativeStock to data/instrument-lists.csv where it is missing");
    }

    private static void Answer(ParseResult parsed, SessionCalendar calendar, string? broker)
    {
        Segment segment = SegmentOf(parsed);
        Timestamp at = parsed.GetValue(At) is { } text ? TimeOf(text) : Now;
        calendar.Require([segment], Ist.DateOf(at));
        CalendarAnswer answer = CalendarAnswer.Of(calendar, segment, at, broker);
        if (parsed.GetValue(AsJson)) Json.Write(answer);
        else if (parsed.GetValue(Next)) Console.Out.WriteLine(answer.NextSession?.Words ?? throw new UsageException($"the calendar knows no session of {SegmentName.Of(segment)} after {at}: {CalendarAnswer.Remedy}"));
        else answer.Print();
    }

    private static (DateOnly From, DateOnly To) RangeOf(ParseResult parsed)
    {
        string first = parsed.GetValue(From) ?? throw new UsageException("--from is missing; give the first day as 2026-11-18");
        DateOnly from = Dates.Parse(first, "--from");
        DateOnly to = parsed.GetValue(To) is { } last ? Dates.Parse(last, "--to") : from;
        return to >= from ? (from, to) : throw new UsageException($"--from {from:yyyy-MM-dd} is later than --to {to:yyyy-MM-dd}");
    }

    private static Segment SegmentOf(ParseResult parsed) =>
        SegmentName.Parse(parsed.GetValue(SegmentOption) ?? throw new UsageException("--segment is missing; give NSE, BSE, NFO, BFO, CDS or MCX"), "--segment");

    /// <summary>A broker without times of its own is one of the plans' brokers; the rules then take the earliest of all.</summary>
    private static string? BrokerOf(ParseResult parsed)
    {
        if (parsed.GetValue(Broker) is not { } broker) return null;
        IReadOnlyList<string> known = ProgramData.Calendar.SquareOff.Brokers;
        if (known.Contains(broker, StringComparer.OrdinalIgnoreCase)) return broker;
        IReadOnlyList<string> plans = CostBooks.Load().Charges.Brokers;
        if (!plans.Contains(broker, StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"--broker {broker}: data/square-off.csv knows {string.Join(", ", known)}, data/brokerage-plans.csv {string.Join(", ", plans)}; leave it out for the earliest of all");
        Terminal.Say($"{broker.ToUpperInvariant()} has no times of its own in data/square-off.csv: the earliest of all");
        return null;
    }

    /// <summary>A date alone asks about its first instant of the usual trading day.</summary>
    private static Timestamp TimeOf(string text) => text.Length == 10 ? Ist.At(Dates.Parse(text, "--at"), new TimeOnly(9, 15)) : Dates.ParseTime(text, "--at");

    private static Timestamp Now => new(DateTimeOffset.UtcNow.ToUnixTimeSeconds() * Timestamp.NanosPerSecond);
}
