namespace Astra.Journal;

/// <summary>Proof that durable events are damaged or gone.</summary>
internal sealed record Damage(string File, long Offset, long Sequence, string What)
{
    public JournalCorruptException ToException() => new(File, Offset, Sequence, What);
}
