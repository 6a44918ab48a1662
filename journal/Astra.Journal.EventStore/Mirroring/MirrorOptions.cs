using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>How a folder's journal is shipped. A frame on its way takes its own size, so each of the two streams holds at most <see cref="InFlightCatchingUp"/> + 2 frames.</summary>
public sealed record MirrorOptions
{
    /// <summary>Header, body and padding of the largest frame; 4,096 to 65,536, a multiple of 8.</summary>
    public int FrameBytes { get; init; } = EventStoreJournalOptions.LargestFrame;

    /// <summary>Most frames of a stream that are sent and not acknowledged, 1 or more.</summary>
    public int InFlight { get; init; } = 4;

    /// <summary>The same while the server is behind; not below <see cref="InFlight"/>, at most 16.</summary>
    public int InFlightCatchingUp { get; init; } = 8;

    /// <summary>How often the folder is looked at, and how long an event may wait for others to fill its frame; 1 ms or more.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one append may go unanswered until its outcome counts as unknown.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before a server that did not answer is tried again; doubled at each failure up to <see cref="LongestPause"/>.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Snapshots that stay readable on the server.</summary>
    public int SnapshotsKept { get; init; } = 8;

    /// <summary>Name of the run where no session is named; null: taken from the journal's id.</summary>
    public string? Run { get; init; }

    /// <summary>Told in one sentence about outages, their ends and whatever stops the shipping. From a thread of the mirror's; must be quick.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="JournalException">An option makes no sense (<see cref="JournalErrorKind.BadOption"/>).</exception>
    internal void Validate()
    {
        Require(FrameBytes is >= 4096 and <= EventStoreJournalOptions.LargestFrame && FrameBytes % FrameHeader.Alignment == 0,
            nameof(FrameBytes), FrameBytes, "4096 to 65536, a multiple of 8");
        Require(InFlight >= 1, nameof(InFlight), InFlight, "1 or more");
        Require(InFlightCatchingUp >= InFlight && InFlightCatchingUp <= OpenedMark.PerOpening, nameof(InFlightCatchingUp), InFlightCatchingUp, $"{nameof(InFlight)} to {OpenedMark.PerOpening}");
        Require(Linger >= TimeSpan.FromMilliseconds(1), nameof(Linger), Linger, "1 ms or more");
        Require(AppendTimeout > TimeSpan.Zero, nameof(AppendTimeout), AppendTimeout, "more than zero");
        Require(Pause > TimeSpan.Zero, nameof(Pause), Pause, "more than zero");
        Require(LongestPause >= Pause, nameof(LongestPause), LongestPause, $"{nameof(Pause)} or more");
        Require(SnapshotsKept >= 1, nameof(SnapshotsKept), SnapshotsKept, "1 or more");
        Require(Run is null || SessionName.IsRun(Run), nameof(Run), Run ?? "", "1 to 40 of a-z, 0-9, '_', '.' and '-', no '-' at the ends");
    }

    private static void Require(bool holds, string name, object value, string instead)
    {
        if (holds) return;
        throw new JournalException(JournalErrorKind.BadOption, name, string.Create(CultureInfo.InvariantCulture, $"the value is {value}"), $"give {instead}");
    }
}
