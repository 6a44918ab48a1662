namespace Astra.Host;

/// <summary>How often the day's clock ticks while a segment is open.</summary>
public enum ClockCadence
{
    /// <summary>Every whole second: for ticks, whose bars must close promptly when an instrument goes quiet.</summary>
    Second,
    /// <summary>Every whole minute: enough for history that arrives as finished bars, and sixty times less to journal.</summary>
    Minute,
}
