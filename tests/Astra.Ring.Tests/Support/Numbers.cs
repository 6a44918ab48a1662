namespace Astra.Ring.Tests;

/// <summary>Collects what it is given, and where batches ended.</summary>
internal sealed class Recorder : IEventHandler<long>
{
    public List<long> Values { get; } = [];

    public List<long> BatchEnds { get; } = [];

    public int Starts { get; private set; }

    public int Stops { get; private set; }

    /// <summary>Runs before an event is taken; may throw.</summary>
    public Action<long>? Before { get; init; }

    public void OnStart() => Starts++;

    public void OnStop() => Stops++;

    public void OnEvent(ref long e, long sequence, bool endOfBatch)
    {
        Before?.Invoke(sequence);
        Values.Add(e);
        if (endOfBatch) BatchEnds.Add(sequence);
    }
}

internal static class Numbers
{
    /// <summary>Publishes each value in a slot of its own.</summary>
    public static void Send(this RingBuffer<long> ring, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            long sequence = ring.Next();
            ring[sequence] = value;
            ring.Publish(sequence);
        }
    }
}
