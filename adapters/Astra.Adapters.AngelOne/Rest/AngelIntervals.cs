namespace Astra.Adapters.AngelOne;

/// <summary>Candle intervals by the vendor's names, and how many days one request may span.</summary>
internal static class AngelIntervals
{
    public static bool TryFind(int minutes, out string name, out int longestDays)
    {
        (name, longestDays) = minutes switch
        {
            1 => ("ONE_MINUTE", 30),
            3 => ("THREE_MINUTE", 60),
            5 => ("FIVE_MINUTE", 100),
            10 => ("TEN_MINUTE", 100),
            15 => ("FIFTEEN_MINUTE", 200),
            30 => ("THIRTY_MINUTE", 200),
            60 => ("ONE_HOUR", 400),
            _ => ("", 0),
        };
        return longestDays > 0;
    }
}
