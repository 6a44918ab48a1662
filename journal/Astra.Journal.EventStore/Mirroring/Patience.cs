namespace Astra.Journal.EventStore;

/// <summary>Runs out when nothing has moved for a time.</summary>
internal sealed class Patience(TimeSpan patience, TimeProvider time)
{
    private long _moved = time.GetTimestamp();
    private long _at = long.MinValue;

    /// <param name="position">A figure that changes when something moves.</param>
    public bool IsOver(long position)
    {
        if (position != _at)
        {
            _at = position;
            _moved = time.GetTimestamp();
        }
        return time.GetElapsedTime(_moved) > patience;
    }
}
