using System.Globalization;

namespace Astra.Journal;

/// <summary>Outbound events whose inbound cause is not in the journal: one finding, however many there are.</summary>
internal sealed class Orphans
{
    private readonly List<(string File, long Offset, long Sequence, long Cause)> _seen = [];

    /// <summary>Last inbound sequence known so far; events caused by a later one are remembered.</summary>
    public long Beyond { get; set; } = long.MaxValue;

    public bool Any => _seen.Count > 0;

    /// <param name="offset">Where in the file, when that is known.</param>
    public void See(string file, long sequence, long cause, long offset = 0)
    {
        if (cause > Beyond) _seen.Add((file, offset, sequence, cause));
    }

    /// <summary>What is still without its cause in a journal that ends at <paramref name="last"/>, null when nothing is.</summary>
    public JournalFinding? Finding(long last)
    {
        _seen.RemoveAll(e => e.Cause <= last);
        if (_seen.Count == 0) return null;
        (string file, long offset, long sequence, long cause) = _seen[0];
        return new JournalFinding(FindingSeverity.Damage, file, offset, last + 1, string.Create(CultureInfo.InvariantCulture,
            $"outbound event {sequence} was caused by sequence {cause}, but the journal ends at {last}: durable events are gone ({_seen.Count} such outbound events)"));
    }
}
