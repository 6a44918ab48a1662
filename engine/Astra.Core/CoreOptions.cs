namespace Astra.Core;

/// <summary>
/// How much of its work a core tells, for research that wants trades and speed. Decisions, orders, fills and trades are those of a full core,
/// event by event (tested); what is left out is left out of sequence numbers, counts and hashes too, so a quiet core's hashes say nothing about a
/// full one's, and neither loads the other's state. A live engine and its replay use <see cref="Full"/>.
/// </summary>
public sealed record CoreOptions
{
    private const uint Everything = uint.MaxValue;

    /// <summary>All is said and all intervals are built.</summary>
    public static readonly CoreOptions Full = new();

    /// <summary>Kinds that are not said at all.</summary>
    public IReadOnlyList<OutboundKind> Muted { get; init; } = [];

    /// <summary>Intervals in minutes that are built; empty for all. A plan on another is rejected: its bars would not be whole.</summary>
    public IReadOnlyList<int> Intervals { get; init; } = [];

    internal uint MutedMask
    {
        get
        {
            uint mask = 0;
            foreach (OutboundKind kind in Muted) mask |= 1u << (int)kind;
            return mask;
        }
    }

    /// <summary>By place in the ladder.</summary>
    /// <exception cref="ArgumentException">An interval that there is not.</exception>
    internal uint IntervalMask
    {
        get
        {
            if (Intervals.Count == 0) return Everything;
            uint mask = 0;
            foreach (int minutes in Intervals)
            {
                int index = BarLadder.IndexOf(minutes);
                if (index < 0) throw new ArgumentException($"there are no bars of {minutes} minutes; give 1, 3, 5, 10, 15, 30 or 60", nameof(Intervals));
                mask |= 1u << index;
            }
            return mask;
        }
    }
}
