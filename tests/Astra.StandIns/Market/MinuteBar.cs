namespace Astra.StandIns;

/// <summary>One minute of one instrument, as the server played it. Prices in pips (1/10,000 rupee).</summary>
/// <param name="Minute">Start, minutes since the epoch (UTC).</param>
/// <param name="Volume">Units traded in the minute. A client that came in the middle of it cannot know the part before its first tick.</param>
/// <param name="Ticks">Trades; 0 for a minute that was before the stream began, which has a bar but no ticks.</param>
public readonly record struct MinuteBar(long Minute, long Open, long High, long Low, long Close, long Volume, int Ticks)
{
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeSeconds(Minute * 60);
}
