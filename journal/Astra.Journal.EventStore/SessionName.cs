using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Astra.Journal.EventStore;

/// <summary>
/// One journal among those that a server keeps: the trading day (IST) and the run, written <c>20260720-3f2a9c1b</c>. A run is named by the first eight digits of
/// its journal's id unless the user gives a name, so a copy of a folder always goes to the same streams.
/// </summary>
/// <param name="Run">1 to 40 of a-z, 0-9, '_', '.' and '-', no '-' at the ends.</param>
public sealed partial record SessionName(DateOnly Day, string Run)
{
    private const string DayFormat = "yyyyMMdd";

    /// <summary>Frames of inbound events; the frame's index is the revision.</summary>
    public string Journal => "astra-journal-" + this;

    /// <summary>Frames of what left the process.</summary>
    public string Outbound => "astra-outbound-" + this;

    public string Snapshots => "astra-snapshots-" + this;

    internal string StreamOf(JournalStream kind) => kind == JournalStream.In ? Journal : Outbound;

    public static SessionName Of(DateOnly day, Guid journalId) => new(day, journalId.ToString("N")[..8]);

    public static bool IsRun(string run) => RunForm().IsMatch(run);

    public static bool TryParse(string text, [NotNullWhen(true)] out SessionName? name)
    {
        name = null;
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash != DayFormat.Length || !IsRun(text[(dash + 1)..])) return false;
        if (!DateOnly.TryParseExact(text[..dash], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return false;
        name = new SessionName(day, text[(dash + 1)..]);
        return true;
    }

    public override string ToString() => Day.ToString(DayFormat, CultureInfo.InvariantCulture) + "-" + Run;

    [GeneratedRegex("^[a-z0-9_.]([a-z0-9_.-]{0,38}[a-z0-9_.])?$")]
    private static partial Regex RunForm();
}
