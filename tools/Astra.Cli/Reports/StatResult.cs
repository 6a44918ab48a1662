using System.Text.Json.Serialization;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>What <c>astra journal stat</c> prints. The first fields are the same for a folder and for a server.</summary>
/// <param name="DurableSequence">Last event that stands whole in the journal.</param>
/// <param name="Snapshots">Their sequences, rising.</param>
/// <param name="Segments">Files of the inbound stream; a server has none.</param>
/// <param name="Damage">First damage met, which ends the count; null when there is none.</param>
/// <param name="Session">Name of the session; left out of a folder's.</param>
internal sealed record StatResult(
    Guid JournalId, long Frames, long Events, long FirstSequence, long LastSequence, long DurableSequence, IReadOnlyList<long> Snapshots, string? FirstTime, string? LastTime,
    long OutboundEvents, int Segments, long Bytes, string? Damage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Session = null)
{
    public static StatResult Of(JournalStat stat) => new(
        stat.JournalId, stat.Frames, stat.Events, stat.FirstSequence, stat.LastSequence, stat.DurableSequence, stat.Snapshots, stat.FirstTime?.ToString(), stat.LastTime?.ToString(),
        stat.OutboundEvents, stat.Segments, stat.Bytes, stat.Damage);
}
