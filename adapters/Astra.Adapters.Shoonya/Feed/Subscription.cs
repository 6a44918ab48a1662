namespace Astra.Adapters.Shoonya;

/// <summary>One scrip in one family on the current connection, and how far asking for it has come.</summary>
internal sealed class Subscription(ScripFeed scrip, ShoonyaKey key, ShoonyaFamily family)
{
    public ScripFeed Scrip { get; } = scrip;

    public ShoonyaFamily Family { get; } = family;

    /// <summary>False once somebody asked to leave it out.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>How often it was asked for; 0 before the server has let us in.</summary>
    public int Asked { get; private set; }

    /// <summary>When the last question goes out, by the monotonic clock.</summary>
    public long AskedAt { get; private set; }

    /// <summary>Given up and told.</summary>
    public bool IsReported { get; set; }

    public bool IsAcknowledged => key.StateOf(Family) is not null;

    public void Ask(long at) => (Asked, AskedAt) = (Asked + 1, at);

    public void Forget() => (Asked, AskedAt, IsReported) = (0, 0, false);
}
