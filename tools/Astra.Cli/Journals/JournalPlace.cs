using Astra.Core;
using Astra.Journal;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Where a journal is kept, for whoever reads it: a folder of this machine, or a session on a server. Commands ask the place and need not know which it is.</summary>
internal abstract class JournalPlace
{
    /// <summary>As messages and results name it; never holds a password.</summary>
    public abstract string Name { get; }

    /// <summary>What it holds, to be read. Throws <see cref="JournalException"/> when there is no journal.</summary>
    public abstract JournalReading Read();

    /// <summary>What it takes up. A server's session is read whole for it.</summary>
    public abstract JournalSize Size();

    /// <summary>Reads everything and names all damage.</summary>
    public abstract JournalVerification Verify();

    /// <summary>What it holds, counted by reading it whole.</summary>
    public abstract StatResult Stat();

    /// <summary>What a finding's offset counts.</summary>
    public virtual string Unit => "byte";

    /// <summary>Each event as a line of JSON.</summary>
    public void Dump(Stream output, JournalDumpOptions options)
    {
        using JournalReading reading = Read();
        JournalDump.Write(reading.Journal, reading.Outbound, output, options);
    }

    /// <summary>Day of the first event; null when there is none.</summary>
    public DateOnly? FirstDay()
    {
        using JournalReading reading = Read();
        if (reading.Journal.LastSequence < 0) return null;
        InboundEvent e = default;
        return reading.Journal.TryRead(ref e, out _) ? Ist.DateOf(e.Record.Header.ExchangeTime) : null;
    }
}

/// <summary>A journal opened to be read, each stream at its beginning.</summary>
internal sealed record JournalReading(IJournalReader Journal, IOutboundLogReader Outbound, ISnapshotStore Snapshots) : IDisposable
{
    /// <summary>What they share, closed after them; null for files.</summary>
    public IDisposable? Connection { get; init; }

    public void Dispose()
    {
        Outbound.Dispose();
        Journal.Dispose();
        Connection?.Dispose();
    }
}

/// <summary>What a journal takes up.</summary>
/// <param name="Place">Folder, or server without a password.</param>
/// <param name="Bytes">Of both streams.</param>
/// <param name="Snapshots">How many it holds.</param>
/// <param name="Session">Name on the server; null for a folder.</param>
internal readonly record struct JournalSize(string Place, long Bytes, int Snapshots, string? Session = null);
