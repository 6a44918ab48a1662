using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>What one instrument has in a recording.</summary>
public sealed record InstrumentStat(Instrument Instrument, RecordCounts Counts, Timestamp? First, Timestamp? Last);

/// <summary>A recording in figures, from a full pass that also proves every checksum.</summary>
public sealed record RecordingStat
{
    public required string Provenance { get; init; }

    public required RecordCounts Counts { get; init; }

    /// <summary>Of the span that the records tell of: a bar's first instant is its start. Null when the recording holds no record.</summary>
    public required Timestamp? First { get; init; }

    public required Timestamp? Last { get; init; }

    public required IReadOnlyList<InstrumentStat> Instruments { get; init; }

    /// <summary>Bytes on disk, compressed where the file is.</summary>
    public required long FileBytes { get; init; }

    public double BytesPerTick => Counts.Total == 0 ? 0 : FileBytes / (double)Counts.Total;

    public static RecordingStat Of(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        var counts = new RecordCounts[reader.Instruments.Count];
        var first = new Timestamp?[counts.Length];
        var last = new Timestamp?[counts.Length];
        InboundRecord record = default;
        while (reader.TryRead(ref record))
        {
            int id = record.Header.Instrument;
            counts[id].Add(record.Header.Kind);
            Timestamp begin = record.Header.Kind == InboundKind.Bar ? record.Bar.Start : record.Header.ExchangeTime;
            if (first[id] is not { } earliest || begin < earliest) first[id] = begin;
            last[id] = record.Header.ExchangeTime;
        }
        RecordingHeader header = reader.Header;
        bool empty = header.Counts.Total == 0;
        return new RecordingStat
        {
            Provenance = header.Provenance,
            Counts = header.Counts,
            First = empty ? null : first.Min(),
            Last = empty ? null : header.Last,
            Instruments = [.. reader.Instruments.Select(i => new InstrumentStat(i, counts[i.Id], first[i.Id], last[i.Id]))],
            FileBytes = new FileInfo(path).Length,
        };
    }
}
