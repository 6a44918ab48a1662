namespace Astra.Research;

/// <summary>Return of one calendar month, against the equity before it; the first against the capital.</summary>
/// <param name="Return">Null when the equity before it was not above zero.</param>
public sealed record MonthlyReturn(int Year, int Month, double? Return)
{
    public static IReadOnlyList<MonthlyReturn> Of(RunRecord run)
    {
        DailyReturns daily = new(run);
        List<MonthlyReturn> months = [];
        double before = run.Capital;
        for (int i = 0; i < daily.Days.Length; i++)
        {
            DateOnly day = daily.Days[i];
            if (i + 1 < daily.Days.Length && (daily.Days[i + 1].Month, daily.Days[i + 1].Year) == (day.Month, day.Year)) continue;
            months.Add(new(day.Year, day.Month, before > 0 ? daily.Closes[i] / before - 1 : null));
            before = daily.Closes[i];
        }
        return months;
    }
}
