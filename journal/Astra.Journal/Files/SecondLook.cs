namespace Astra.Journal;

/// <summary>Reading a folder whose writer may be opening or closing it: a file that was listed may be gone, and its name in use again, a moment later.</summary>
internal static class SecondLook
{
    private const int Looks = 8;

    /// <summary>Reads again when a file vanished meanwhile; one that is gone for good is told by what it left behind, or at the last look.</summary>
    public static T At<T>(Func<T> read)
    {
        for (int look = 1; ; look++)
        {
            try
            {
                return read();
            }
            catch (Exception e) when (look < Looks && (e is FileNotFoundException || e.InnerException is FileNotFoundException))
            {
                Thread.Sleep(1);
            }
        }
    }
}
