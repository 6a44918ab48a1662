namespace Astra.Journal.EventStore;

/// <summary>Finds where something begins to hold that holds to the end from there on, by looking at single places; each look costs a call of the server.</summary>
internal static class RevisionSearch
{
    /// <summary>The first of <paramref name="low"/> to <paramref name="high"/> that holds; the one behind <paramref name="high"/> when none does.</summary>
    /// <param name="guess">Where to look first; the search widens from there in doubling steps, so a near guess costs two or three looks. Outside the range: look in the middle.</param>
    public static async Task<long> FirstAsync(long low, long high, long guess, Func<long, Task<bool>> holds)
    {
        long end = high + 1;
        if (guess >= low && guess < end)
        {
            if (await holds(guess).ConfigureAwait(false))
            {
                end = guess;
                for (long step = 1; end - step >= low; step *= 2)
                {
                    long at = end - step;
                    if (!await holds(at).ConfigureAwait(false))
                    {
                        low = at + 1;
                        break;
                    }
                    end = at;
                }
            }
            else
            {
                low = guess + 1;
                for (long step = 1; low + step - 1 < end; step *= 2)
                {
                    long at = low + step - 1;
                    if (await holds(at).ConfigureAwait(false))
                    {
                        end = at;
                        break;
                    }
                    low = at + 1;
                }
            }
        }
        while (low < end)
        {
            long middle = low + (end - low) / 2;
            if (await holds(middle).ConfigureAwait(false)) end = middle;
            else low = middle + 1;
        }
        return end;
    }
}
