namespace Astra.Host;

/// <summary>A journal's events follow each other without a hole; anything else must stop a replay before the core sees it.</summary>
internal static class JournalOrder
{
    public static void Require(long expected, long found)
    {
        if (expected == found) return;
        throw new RecoveryException($"the journal goes from event {expected - 1} to event {found}; verify the journal, then restore the missing events from a backup");
    }
}
