using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>The vendor's limits per client code: a second, a minute, an hour, each a rolling window. One object for all calls of a session.</summary>
internal sealed class AngelLimits(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public RollingLimiter Login { get; } = new(time, (1, Second));
    public RollingLimiter Logout { get; } = new(time, (1, Second));
    public RollingLimiter Tokens { get; } = new(time, (1, Second), (1000, Hour));
    public RollingLimiter Profile { get; } = new(time, (3, Second), (1000, Hour));
    public RollingLimiter Funds { get; } = new(time, (2, Second));
    public RollingLimiter OrderBook { get; } = new(time, (1, Second));
    public RollingLimiter TradeBook { get; } = new(time, (1, Second));
    public RollingLimiter Positions { get; } = new(time, (1, Second));

    /// <summary>Placing, modifying and cancelling together; ten a second is what an algorithm may do without registration.</summary>
    public RollingLimiter Orders { get; } = new(time, (10, Second), (500, Minute), (1000, Hour));

    public RollingLimiter Quote { get; } = new(time, (10, Second), (500, Minute), (5000, Hour));
    public RollingLimiter OrderDetails { get; } = new(time, (10, Second), (500, Minute), (5000, Hour));

    /// <summary>Candles and open interest share it. Three a second are allowed, but three within one are at times refused; two never.</summary>
    public RollingLimiter Candles { get; } = new(time, (2, Second), (500, Minute), (5000, Hour));
}
