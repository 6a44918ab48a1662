using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>An import's outcome in lines for people.</summary>
internal static class ImportText
{
    public static IEnumerable<string> Lines(ImportReport report)
    {
        yield return FormattableString.Invariant($"{report.Accepted:N0} of {report.Rows:N0} rows accepted{(report.IntervalMinutes is { } minutes ? $", bars of {minutes} minutes" : "")}{(report.Reordered > 0 ? $", {report.Reordered} put in order" : "")}");
        foreach (Rejection r in report.Rejected)
            yield return FormattableString.Invariant($"{r.Count:N0} rows left out: {Words(r.Reason)}, first in line {r.FirstLine}");
    }

    private static string Words(RejectReason reason) =>
        string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
