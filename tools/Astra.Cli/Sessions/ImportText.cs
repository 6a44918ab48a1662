using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>An import's outcome in lines for people.</summary>
internal static class ImportText
{
    public static IEnumerable<string> Lines(ImportReport report)
    {
        yield return FormattableString.Invariant($"{report.Accepted:N0} of {Count.Of(report.Rows, "row")} accepted{(report.IntervalMinutes is { } minutes ? $", bars of {Count.Of(minutes, "minute")}" : "")}{(report.Reordered > 0 ? $", {report.Reordered:N0} put in order" : "")}");
        foreach (Rejection r in report.Rejected) yield return FormattableString.Invariant($"{Count.Of(r.Count, "row")} left out: {r.Words}, first in line {r.FirstLine}");
    }
}
