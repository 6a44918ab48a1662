using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Astra.Markets.Tests;

/// <summary>Every date of 2024 to 2026 in every segment, against a reading of the reference tables that shares no code with the calendar.</summary>
public sealed partial class ReferenceCalendarTests
{
    private static readonly DateOnly First = new(2024, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);

    public static TheoryData<Segment> Segments => [.. Enum.GetValues<Segment>().Where(s => s != Segment.None)];

    [Theory]
    [MemberData(nameof(Segments))]
    public void Every_date_agrees_with_the_reference(Segment segment)
    {
        List<Dictionary<string, string>> hours = SharedReference.Rows("sessions.csv");
        ILookup<string, Dictionary<string, string>> days = SharedReference.Rows("holidays.csv").ToLookup(r => r["date"] + r["market"]);
        for (DateOnly day = First; day <= Last; day = day.AddDays(1))
            Assert.Equal(Expected(segment, day, hours, days), Actual(segment, day));
    }

    [Fact]
    public void Stocks_with_derivatives_leave_continuous_trading_as_the_reference_says()
    {
        List<Dictionary<string, string>> hours = SharedReference.Rows("sessions.csv");
        for (DateOnly day = First; day <= Last; day = day.AddDays(1))
        {
            foreach (TradingSession session in ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, day))
            {
                if (session.Kind != SessionKind.Regular) continue;
                string end = Row(hours, "EQ", day, "stocks with derivatives")["end"];
                Assert.Equal($"{day} {end}", $"{day} {Ist.TimeOf(session.ContinuousEnd(closingAuction: true)):HH:mm}");
            }
        }
    }

    [Fact]
    public void Every_phase_of_every_regular_equity_day_agrees_with_the_reference()
    {
        List<Dictionary<string, string>> rows = SharedReference.Rows("sessions.csv");
        foreach ((TradingClass trading, string applies) in new[] { (TradingClass.Standard, "stocks without derivatives"), (TradingClass.ClosingAuction, "stocks with derivatives") })
        {
            for (DateOnly day = First; day <= Last; day = day.AddDays(1))
            {
                if (ProjectCalendar.Instance.SessionsOn(Segment.BseEquity, day) is not [{ Kind: SessionKind.Regular }]) continue;
                string[] expected = [.. rows.Where(r => r["market"] == "EQ" && Holds(r, day) && (r["applies_to"] == "all" || r["applies_to"] == applies)).Select(r => $"{r["start"]}-{r["end"]}").Order()];
                string[] actual = [.. ProjectCalendar.Instance.PhasesOn(Segment.BseEquity, trading, day).Select(w => $"{Ist.TimeOf(w.Start):HH:mm}-{Ist.TimeOf(w.End):HH:mm}").Order()];
                Assert.Equal(expected, actual);
            }
        }
    }

    /// <summary>The days that agreed with the reference, kept for machines without it. A fact that is corrected changes this, on purpose.</summary>
    [Fact]
    public void The_days_are_those_that_agreed_with_the_reference()
    {
        var text = new StringBuilder();
        foreach (Segment segment in Enum.GetValues<Segment>().Where(s => s != Segment.None))
            for (DateOnly day = First; day <= Last; day = day.AddDays(1)) text.Append(CultureInfo.InvariantCulture, $"{segment} {day:yyyy-MM-dd} {Actual(segment, day)}\n");
        Assert.Equal("0B7A73AD8CBC4F20", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16]);
    }

    private static string Actual(Segment segment, DateOnly day) =>
        $"{day:yyyy-MM-dd} {string.Join(' ', ProjectCalendar.Instance.SessionsOn(segment, day).Select(s => $"{Ist.TimeOf(s.Open):HH:mm}-{Ist.TimeOf(s.Close):HH:mm}"))}";

    private static string Expected(Segment segment, DateOnly day, List<Dictionary<string, string>> hours, ILookup<string, Dictionary<string, string>> days)
    {
        (string holidays, string market, string applies) = segment switch
        {
            Segment.NseEquity or Segment.BseEquity => ("EQ_FNO", "EQ", "stocks without derivatives"),
            Segment.Currency => ("CUR", "CUR", ""),
            Segment.Commodity => ("MCX", "MCX", "non-agri"),
            _ => ("EQ_FNO", "FNO", "all (NSE and BSE)"),
        };
        Dictionary<string, string>? odd = days[day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + holidays].SingleOrDefault();
        string text;
        if (odd is null)
        {
            text = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "" : $"{Row(hours, market, day, applies)["start"]}-{Row(hours, market, day, applies)["end"]}";
        }
        else
        {
            string[] named = [.. NamedSessions().Matches(odd["note"]).SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value })];
            text = odd["status"] switch
            {
                "CLOSED" => "",
                "MORNING_CLOSED" => $"17:00-{Row(hours, market, day, applies)["end"]}",
                "EVENING_CLOSED" => $"{Row(hours, market, day, applies)["start"]}-17:00",
                _ when odd["open"].Length == 0 => "",
                _ when named.Length > 0 => string.Join(' ', named),
                _ => $"{odd["open"]}-{odd["close"]}",
            };
        }
        return $"{day:yyyy-MM-dd} {text}";
    }

    private static Dictionary<string, string> Row(List<Dictionary<string, string>> rows, string market, DateOnly day, string applies) =>
        rows.Single(r => r["market"] == market && r["phase"] == "CONTINUOUS" && Holds(r, day) && (r["applies_to"] == "all" || r["applies_to"] == applies));

    private static bool Holds(Dictionary<string, string> row, DateOnly day)
    {
        string text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.CompareOrdinal(row["effective_from"], text) <= 0 && (row["effective_to"].Length == 0 || string.CompareOrdinal(text, row["effective_to"]) <= 0);
    }

    [GeneratedRegex(@"two sessions (\d\d:\d\d-\d\d:\d\d) and (\d\d:\d\d-\d\d:\d\d)")]
    private static partial Regex NamedSessions();
}
