using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>A core brought to the newest usable snapshot, or a new one.</summary>
/// <param name="Snapshot">Inbound sequence of the snapshot, null for a new core.</param>
/// <param name="Notes">Snapshots that were passed over, and why.</param>
internal readonly record struct CoreStart(HostedCore Hosted, long? Snapshot, IReadOnlyList<string> Notes)
{
    /// <summary>First inbound sequence that the core has not seen.</summary>
    public long Next => Snapshot + 1 ?? 0;

    /// <summary>A snapshot is a short cut, never a need: one that cannot be read is noted and the one before it is tried.</summary>
    /// <param name="atMost">Newest inbound sequence wanted.</param>
    /// <param name="outboundAtMost">Newest outbound sequence wanted: what an outbound log holds, so that a snapshot never jumps over events that it lacks.</param>
    public static CoreStart From(ISnapshotStore? snapshots, long atMost, long outboundAtMost = long.MaxValue)
    {
        List<string> notes = [];
        long limit = atMost;
        while (snapshots is not null && limit >= 0 && snapshots.TryLoad(limit, out long sequence, out byte[]? state))
        {
            HostedCore hosted = new();
            try
            {
                hosted.Core.Load(new StateReader(state));
                if (Objection(hosted.Core, sequence, outboundAtMost) is not { } objection) return new(hosted, sequence, notes);
                notes.Add($"snapshot {sequence} was passed over: {objection}");
            }
            catch (StateFormatException e)
            {
                notes.Add($"snapshot {sequence} was passed over: {e.Message}");
            }
            limit = sequence - 1;
        }
        return new(new HostedCore(), null, notes);
    }

    private static string? Objection(TradingCore core, long sequence, long outboundAtMost) =>
        core.LastSequence != sequence ? $"it holds the state after event {core.LastSequence}"
        : core.OutboundSequence > outboundAtMost ? $"the outbound log ends at {outboundAtMost}, before the snapshot's {core.OutboundSequence}"
        : null;
}
