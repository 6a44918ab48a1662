namespace Astra.Live;

/// <summary>What a live session's clock goes by.</summary>
internal enum ClockPace
{
    /// <summary>Everything is shut by the wall, but it was open today: the first ticks will say whether today is traded again.</summary>
    Held,
    /// <summary>The estimate of the exchange's time.</summary>
    Wall,
    /// <summary>The stamps of a simulated or delayed feed.</summary>
    Feed,
}
