using System.Diagnostics;

namespace Astra.Perf.Scenario.Ring;

internal enum Shape
{
    OneToOne,

    /// <summary>Three producers, one consumer.</summary>
    ThreeToOne,

    /// <summary>One producer, three consumers side by side that each see every event.</summary>
    OneToThree,

    /// <summary>One producer, one consumer, a second one after it.</summary>
    Chain,
}

internal static class Shapes
{
    public static int Producers(this Shape shape) => shape == Shape.ThreeToOne ? 3 : 1;

    public static int Consumers(this Shape shape) => shape switch { Shape.OneToThree => 3, Shape.Chain => 2, _ => 1 };

    public static string Text(this Shape shape) => shape switch
    {
        Shape.OneToOne => "1 to 1",
        Shape.ThreeToOne => "3 to 1",
        Shape.OneToThree => "1 to 3 side by side",
        _ => "1 to 2 chained",
    };
}

/// <summary>One way of handing events from threads to threads.</summary>
internal abstract class Contender(string name)
{
    public string Name { get; } = name;

    /// <summary>
    /// Moves <paramref name="events"/> from each producer through the shape, every event to every sink, and returns the time
    /// from the start of all threads to the end of the last.
    /// </summary>
    public abstract TimeSpan Run<T, TSource, TSink>(Shape shape, long events, TSource source, TSink[] sinks)
        where T : struct
        where TSource : struct, ISource<T>
        where TSink : class, ISink<T>;

    /// <summary>Runs each body on a thread of its own, all let go at once.</summary>
    protected static TimeSpan Race(IEnumerable<Action> bodies)
    {
        Exception? failure = null;
        using var go = new ManualResetEventSlim();
        Thread[] threads = [.. bodies.Select(body => new Thread(() =>
        {
            go.Wait();
            try
            {
                body();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        long start = Stopwatch.GetTimestamp();
        go.Set();
        foreach (Thread thread in threads) thread.Join();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return failure is null ? elapsed : throw new InvalidOperationException("a measured thread failed", failure);
    }
}
