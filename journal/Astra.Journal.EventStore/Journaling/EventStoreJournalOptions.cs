using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>How a session on a server is written. The defaults are for a trading day and a server in the same building.</summary>
public sealed record EventStoreJournalOptions
{
    /// <summary>The largest frame that is ever stored; readers rely on it.</summary>
    public const int LargestFrame = 65_536;

    /// <summary>Header, body and padding of the largest frame; 4,096 to <see cref="LargestFrame"/>, a multiple of 8.</summary>
    public int FrameBytes { get; init; } = LargestFrame;

    /// <summary>Most frames sent and not acknowledged, 1 or more. More raise the rate, and the time to durable with it.</summary>
    public int InFlight { get; init; } = 4;

    /// <summary>The same while more than a few frames wait to be sent; not below <see cref="InFlight"/>, at most 16.</summary>
    public int InFlightCatchingUp { get; init; } = 8;

    /// <summary>How long an event for which nobody waits may stay in an open frame. Zero: it is cut at once when there is room.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long one append may go unanswered until its outcome counts as unknown; longer than the server's own limit for a commit (2 s unless it is set).</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of events that may wait to be sent: 256 KiB or more, a power of two. When they are full the engine's journal thread waits. At 250,000 ticks of 80 bytes a second 64 MiB are 3 s.</summary>
    public int BufferBytes { get; init; } = 64 * 1024 * 1024;

    public OutagePolicy Outage { get; init; } = OutagePolicy.Hold;

    /// <summary>How long nothing may be acknowledged, while something waits, until it is an outage; more than zero. After <see cref="Core.IPipelinedJournal.Finish"/> also how long is waited at most.</summary>
    public TimeSpan OutageAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where an embedded log takes over; one session's folder, made when it is needed. Null: nothing can, so <see cref="OutagePolicy.FallBack"/> is refused, and a session that ends in an outage fails and loses what was never acknowledged.</summary>
    public string? FallbackFolder { get; init; }

    /// <summary>Identity of a new session's journal, so that its name, and a fallback folder of that name, are known before it is opened; drawn when not given. Ignored at resuming.</summary>
    public Guid? JournalId { get; init; }

    /// <summary>Size to which the fallback folder's segments are allocated.</summary>
    internal int FallbackSegmentBytes { get; init; } = JournalOptions.DefaultSegmentBytes;

    /// <summary>Snapshots that stay readable on the server.</summary>
    public int SnapshotsKept { get; init; } = 8;

    /// <summary>Told in one sentence about outages, their ends, takeovers and failures. From any thread; must be quick.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="JournalException">An option makes no sense (<see cref="JournalErrorKind.BadOption"/>).</exception>
    internal void Validate()
    {
        Require(FrameBytes is >= 4096 and <= LargestFrame && FrameBytes % FrameHeader.Alignment == 0, nameof(FrameBytes), FrameBytes, "4096 to 65536, a multiple of 8");
        Require(InFlight >= 1, nameof(InFlight), InFlight, "1 or more");
        Require(InFlightCatchingUp >= InFlight && InFlightCatchingUp <= OpenedMark.PerOpening, nameof(InFlightCatchingUp), InFlightCatchingUp, $"{nameof(InFlight)} to {OpenedMark.PerOpening}");
        Require(Linger >= TimeSpan.Zero, nameof(Linger), Linger, "zero or more");
        Require(AppendTimeout > TimeSpan.Zero, nameof(AppendTimeout), AppendTimeout, "more than zero");
        Require(BufferBytes >= 256 * 1024 && (BufferBytes & (BufferBytes - 1)) == 0, nameof(BufferBytes), BufferBytes, "262144 or more, a power of two");
        Require(OutageAfter > TimeSpan.Zero, nameof(OutageAfter), OutageAfter, "more than zero");
        Require(SnapshotsKept >= 1, nameof(SnapshotsKept), SnapshotsKept, "1 or more");
        Require(Outage == OutagePolicy.Hold || !string.IsNullOrWhiteSpace(FallbackFolder), nameof(FallbackFolder), "not given", $"a folder, or the policy '{nameof(OutagePolicy.Hold)}'");
    }

    private static void Require(bool holds, string name, object value, string instead)
    {
        if (holds) return;
        throw new JournalException(JournalErrorKind.BadOption, name, string.Create(CultureInfo.InvariantCulture, $"the value is {value}"), $"give {instead}");
    }
}
