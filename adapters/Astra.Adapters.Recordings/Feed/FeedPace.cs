namespace Astra.Adapters.Recordings;

public enum PaceKind
{
    /// <summary>As fast as the ring takes them.</summary>
    Max,
    /// <summary>A multiple of exchange time.</summary>
    Times,
    /// <summary>A fixed number of ticks per second of wall time.</summary>
    Rate,
}

/// <summary>How fast a recording is played. It changes when events are published, never which or in what order.</summary>
public readonly record struct FeedPace
{
    private FeedPace(PaceKind kind, double value) => (Kind, Value) = (kind, value);

    public PaceKind Kind { get; }

    /// <summary>The multiple, or ticks per second.</summary>
    public double Value { get; }

    public static FeedPace Max => default;

    /// <param name="speed">1 plays a second of exchange time in a second; nights between days are not waited out.</param>
    public static FeedPace Times(double speed) => new(PaceKind.Times, Positive(speed, nameof(speed)));

    /// <param name="ticksPerSecond">Clock and session events ride along with the tick that follows them and do not count.</param>
    public static FeedPace Rate(double ticksPerSecond) => new(PaceKind.Rate, Positive(ticksPerSecond, nameof(ticksPerSecond)));

    private static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "a pace is greater than zero");
}
