using System.Globalization;
using System.Text.Json;
using Astra.Markets;

namespace Astra.Live;

/// <summary>What of a master cannot be traded or watched, for people.</summary>
internal static class MasterWords
{
    /// <summary>Rows that became no instrument, by reason; empty when all did.</summary>
    public static string OfRejects(MasterFileReport report)
    {
        if (report.Rejected == 0) return "";
        IEnumerable<string> reasons = Enum.GetValues<MasterReject>().Where(r => r != MasterReject.None && report.CountOf(r) > 0)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString())} {report.CountOf(r):N0}"));
        return string.Create(CultureInfo.InvariantCulture, $"{report.File}: {report.Rejected:N0} of {report.Rows:N0} rows are left out: {string.Join(", ", reasons)}");
    }
}
