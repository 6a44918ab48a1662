namespace Astra.Journal.Tests;

/// <summary>A process may be killed while it opens a journal, too.</summary>
public class KilledOpeningTests
{
    [Fact]
    public void A_kill_between_freeing_an_empty_segment_and_starting_the_next_is_no_loss()
    {
        using TempFolder folder = new();
        long next = Journals.Run(folder.Journal, frames: 3, clean: true);
        // Opened and killed before the first event: an empty newest segment, which the tip names.
        Journals.Run(folder.Journal, frames: 0, clean: false);
        // The first half of the next opening, which is as far as it came.
        JournalRecoverer.Recover(Journals.Options(folder.Journal), out _);

        Assert.Equal(next, Journals.Run(folder.Journal, frames: 0, clean: true));
        Assert.Equal(next, Journals.ReadAll(folder.Journal));
    }
}
