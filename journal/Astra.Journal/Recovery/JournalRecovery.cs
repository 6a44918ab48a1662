namespace Astra.Journal;

/// <summary>What opening a journal found and did; print it.</summary>
/// <param name="Events">Inbound events that can be replayed.</param>
/// <param name="FirstSequence">First of them; later than 0 after retention.</param>
/// <param name="LastSequence">Last of them, -1 when the journal is new.</param>
/// <param name="CutBytes">Bytes of an unfinished write that were cut from the end. None of them was ever reported durable.</param>
/// <param name="Segments">Inbound segments found.</param>
/// <param name="Messages">One sentence for each thing that a person should know; empty after a clean close.</param>
public sealed record JournalRecovery(
    long Events,
    long FirstSequence,
    long LastSequence,
    long CutBytes,
    int Segments,
    IReadOnlyList<string> Messages);
