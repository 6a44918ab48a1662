using Astra.Journal;

namespace Astra.EventStore.Tests;

/// <summary>One life of a folder's writer: journal and outbound log, closed in order or abandoned as by a killed process.</summary>
public sealed class EmbeddedLife : IDisposable
{
    public EmbeddedLife(string folder, int segmentBytes = 256 * 1024)
    {
        Journal = EmbeddedJournal.Open(new JournalOptions(folder) { Durability = Durability.None, SegmentBytes = segmentBytes, OutboundSegmentBytes = 65_536 });
        try
        {
            Log = OutboundLog.Open(Journal);
        }
        catch
        {
            Journal.Abandon();
            throw;
        }
    }

    public EmbeddedJournal Journal { get; }

    public OutboundLog Log { get; }

    public void Abandon()
    {
        Log.Abandon();
        Journal.Abandon();
    }

    public void Dispose()
    {
        Log.Dispose();
        Journal.Dispose();
    }
}
