namespace Astra.StandIns.EventStore;

/// <summary>How one stand-in is set up. The defaults are those of a fresh server without TLS and users.</summary>
public sealed record EventStoreStandInOptions
{
    /// <summary>TCP port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>File that outlives the process; null keeps everything in memory. With a file the payloads stay out of memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>TLS with an authority of its own, whose certificate stands in <see cref="EventStoreStandIn.CaFile"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>Names and passwords. When there are any, whoever comes without is refused; only "admin" and "ops" may scavenge.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes of one append: data, custom metadata and twice the characters of the type, over all its events.</summary>
    public int MaxAppendSize { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one event, counted in the same way.</summary>
    public int MaxAppendEventSize { get; init; } = int.MaxValue;

    /// <summary>How long a complete append may wait for its commit before it is answered with a timeout, milliseconds.</summary>
    public int CommitTimeoutMs { get; init; } = 2000;

    /// <summary>How long an append that comes in several requests may take until its last, milliseconds.</summary>
    public int WriteTimeoutMs { get; init; } = 2000;

    public CommitDelay CommitDelay { get; init; } = CommitDelay.None;

    /// <summary>What the stand-in's clock is ahead of the true one.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Clock of stored events and of maximum ages; <see cref="ClockOffset"/> is added.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string ServerVersion { get; init; } = "24.10.4";

    /// <summary>Features that the server names for batch appends.</summary>
    public IReadOnlyList<string> Features { get; init; } = ["deadline_duration"];

    /// <summary>Seed of everything that goes by chance, such as which appends a killed server still stores.</summary>
    public int Seed { get; init; } = 1;
}
