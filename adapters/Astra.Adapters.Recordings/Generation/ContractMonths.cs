using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>When the nearest future of a generated underlying expires.</summary>
internal static class ContractMonths
{
    /// <summary>The first expiry on or after <paramref name="day"/>.</summary>
    public static DateOnly Expiry(InstrumentProfile profile, DateOnly day, SessionCalendar calendar)
    {
        Segment segment = InstrumentCatalogue.SegmentOf(profile.Model);
        for (var month = new DateOnly(day.Year, day.Month, 1); ; month = month.AddMonths(1))
        {
            DateOnly? expiry = profile.Model switch
            {
                PriceModel.IndexFuture => TradingDay(LastWeekday(month), segment, calendar),
                PriceModel.Currency => TwoWorkingDaysBeforeMonthEnd(month, calendar),
                // Gold is listed for even months and expires on their fifth; crude oil expires about the nineteenth of each.
                PriceModel.Commodity when profile.Name == "GOLD" => month.Month % 2 == 0 ? TradingDay(month.AddDays(4), segment, calendar) : null,
                _ => TradingDay(month.AddDays(18), segment, calendar),
            };
            if (expiry >= day) return expiry.Value;
        }
    }

    /// <summary>Tuesday since September 2025, Thursday before.</summary>
    private static DateOnly LastWeekday(DateOnly month)
    {
        DayOfWeek weekday = month >= new DateOnly(2025, 9, 1) ? DayOfWeek.Tuesday : DayOfWeek.Thursday;
        DateOnly day = month.AddMonths(1).AddDays(-1);
        while (day.DayOfWeek != weekday) day = day.AddDays(-1);
        return day;
    }

    private static DateOnly TwoWorkingDaysBeforeMonthEnd(DateOnly month, SessionCalendar calendar)
    {
        DateOnly day = TradingDay(month.AddMonths(1).AddDays(-1), Segment.Currency, calendar);
        for (int i = 0; i < 2; i++) day = TradingDay(day.AddDays(-1), Segment.Currency, calendar);
        return day;
    }

    /// <summary>A holiday pulls an expiry to the trading day before it.</summary>
    private static DateOnly TradingDay(DateOnly day, Segment segment, SessionCalendar calendar)
    {
        while (calendar.SessionsOn(segment, day).Count == 0) day = day.AddDays(-1);
        return day;
    }
}
