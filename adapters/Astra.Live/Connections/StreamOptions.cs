using Astra.Markets;

namespace Astra.Live;

/// <summary>What a connection is for and how patient it is.</summary>
public sealed record StreamOptions
{
    /// <summary>For messages: <c>angelone ticks 2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the connection within its feed, from 0.</summary>
    public int Connection { get; init; }

    public required ReconnectPolicy Policy { get; init; }

    /// <summary>Whether any segment that is subscribed trades at that instant. Called once a second and more; must not throw.</summary>
    public required Func<Timestamp, bool> IsMarketOpen { get; init; }

    /// <summary>
    /// Whether the vendor rests at that instant, so that attempts keep the policy's distance of outside hours; null: whenever the market is shut. Must not throw.
    /// </summary>
    public Func<Timestamp, bool>? IsResting { get; init; }

    /// <summary>How long no data may come while the market is open.</summary>
    public Func<Timestamp, TimeSpan> SilenceLimit { get; init; } = _ => TimeSpan.FromSeconds(15);

    /// <summary>Messages that could not be used, without data between them, that end the connection.</summary>
    public int RejectionsInARow { get; init; } = 20;

    /// <summary>A larger message ends the connection.</summary>
    public int MaxMessageBytes { get; init; } = 1 << 20;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A send that takes longer means that nobody reads at the other end.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the jitter; a test gives a seeded one.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Cleans the server's words before people see them.</summary>
    public Redactor? Redactor { get; init; }

    /// <summary>Hears the raw messages; null for nobody.</summary>
    public IFrameTap? Tap { get; init; }
}
