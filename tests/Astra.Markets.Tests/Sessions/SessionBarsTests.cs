using CsCheck;

namespace Astra.Markets.Tests;

public class SessionBarsTests
{
    [Theory]
    [InlineData(Segment.NseEquity, "2026-11-18", 60, false, "09:15-10:15 10:15-11:15 11:15-12:15 12:15-13:15 13:15-14:15 14:15-15:15 15:15-15:30")]
    [InlineData(Segment.NseEquity, "2026-11-18", 60, true, "09:15-10:15 10:15-11:15 11:15-12:15 12:15-13:15 13:15-14:15 14:15-15:15")]
    [InlineData(Segment.NseDerivatives, "2026-11-18", 60, false, "09:15-10:15 10:15-11:15 11:15-12:15 12:15-13:15 13:15-14:15 14:15-15:15 15:15-15:40")]
    [InlineData(Segment.Commodity, "2026-11-10", 60, false, "17:00-18:00 18:00-19:00 19:00-20:00 20:00-21:00 21:00-22:00 22:00-23:00 23:00-23:55")]
    [InlineData(Segment.NseEquity, "2024-03-02", 30, false, "09:15-09:45 09:45-10:00 11:30-12:00 12:00-12:30")]
    [InlineData(Segment.Commodity, "2025-10-21", 30, false, "13:45-14:15 14:15-14:45")]
    public void Bars_are_anchored_at_each_sessions_open_and_the_last_one_is_cut(Segment segment, string day, int minutes, bool auction, string bars) =>
        Assert.Equal(bars, string.Join(' ', ProjectCalendar.Instance.SessionsOn(segment, DateOnly.ParseExact(day, "yyyy-MM-dd"))
            .SelectMany(s => SessionBars.Of(s, minutes, auction)).Select(b => $"{Ist.TimeOf(b.Start):HH:mm}-{Ist.TimeOf(b.End):HH:mm}")));

    [Fact]
    public void Every_instant_of_a_session_lies_in_exactly_one_bar() =>
        Gen.Select(Gen.Int[0, 1095], Gen.Enum<Segment>(), Gen.Int[1, 400], Gen.Int[0, 86_399]).Sample((days, segment, minutes, second) =>
        {
            DateOnly day = new DateOnly(2024, 1, 1).AddDays(days);
            Timestamp at = Ist.At(day, TimeOnly.MinValue) + second * Timestamp.NanosPerSecond;
            foreach (TradingSession session in ProjectCalendar.Instance.SessionsOn(segment, day))
            {
                var holding = SessionBars.Of(session, minutes).Where(b => at >= b.Start && at < b.End).ToArray();
                (Timestamp, Timestamp)? found = SessionBars.At(session, minutes, at);
                if (session.Contains(at) ? holding.Length != 1 || found != holding[0] : holding.Length != 0 || found is not null) return false;
            }
            return true;
        });

    [Fact]
    public void A_bar_of_no_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SessionBars.Of(default, 0));
}
