using Astra.Core;
using Astra.Journal;
using Astra.Markets;

namespace Astra.EventStore.Tests.Contract;

/// <summary>Where one session is kept. Writers of it are opened one after another; whoever reads it looks from outside, as another process would.</summary>
public abstract class JournalPlace : IDisposable
{
    /// <summary>Snapshots that stay.</summary>
    public const int SnapshotsKept = 8;

    /// <summary>The trading day of every session here.</summary>
    public static readonly DateOnly Day = new(2026, 11, 18);

    public static JournalDumpOptions WholeDump { get; } = new();

    /// <summary>Begins the session.</summary>
    public abstract PlaceWriter Create();

    /// <summary>Goes on with it.</summary>
    public abstract PlaceWriter Resume();

    public abstract IJournalReader OpenReader();

    public abstract IOutboundLogReader OpenOutboundReader();

    public abstract ISnapshotStore OpenSnapshots();

    /// <summary>Stores a snapshot one byte of which is not what was saved.</summary>
    public abstract void AddDamagedSnapshot(long sequence, byte[] state);

    /// <summary>Opens a reader of a session that was never begun.</summary>
    public abstract IJournalReader OpenUnknown();

    public abstract bool SeekTime(IJournalReader reader, Timestamp time);

    public abstract JournalVerification Verify();

    public abstract PlaceStat Stat();

    public abstract void Dump(Stream output, JournalDumpOptions options);

    public abstract void Dispose();

    /// <summary>The whole dump as lines.</summary>
    public string[] DumpLines()
    {
        using MemoryStream output = new();
        Dump(output, WholeDump);
        return System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>What every place counts alike; frames and bytes are its own matter.</summary>
public sealed record PlaceStat(
    long Events, long FirstSequence, long LastSequence, long OutboundEvents, string Snapshots, Timestamp? FirstTime, Timestamp? LastTime, string? Damage);
