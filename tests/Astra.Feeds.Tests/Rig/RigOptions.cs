using Astra.Live;

namespace Astra.Feeds.Tests;

/// <summary>What a test wants to run against.</summary>
internal sealed record RigOptions(RigVendor Vendor)
{
    public int Instruments { get; init; } = 12;

    public DateTimeOffset From { get; init; } = FeedRig.MondayAtTen;

    /// <summary>How much faster than real time clocks and patience run.</summary>
    public double Speed { get; init; } = 5;

    public TimeZoneInfo? Zone { get; init; }

    /// <summary>A clock that is shared with another rig; null for one of its own.</summary>
    public FastTime? Time { get; init; }

    /// <summary>How far the exchange's clock is from the client's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Whether one-time codes are good once.</summary>
    public bool RefuseUsedTotp { get; init; } = true;

    /// <summary>With the touchline alone, each of Shoonya's frames is a tick, so that frames can be counted.</summary>
    public FeedDetail Detail { get; init; } = Vendor == RigVendor.AngelOne ? FeedDetail.Depth : FeedDetail.Quote;
}
