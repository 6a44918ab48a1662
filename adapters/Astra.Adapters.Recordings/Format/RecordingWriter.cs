using System.Buffers.Binary;
using System.IO.Hashing;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Writes a recording. Blocks collect in <c>PATH.part</c>; <see cref="Complete"/> puts the header, which knows all counts, in front of them
/// and moves the whole to <c>PATH</c>, so that a recording exists either whole or not at all. An ending of <c>.gz</c> compresses it.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    internal const uint IndexMagic = 0x58444952; // "RIDX"

    private readonly string _path;
    private readonly string _provenance;
    private readonly FileStream _body;
    private readonly BlockEncoder _block = new();
    private readonly List<Instrument> _instruments = [];
    private readonly List<(long Offset, Timestamp First)> _index = [];
    private RecordCounts _counts;
    private Timestamp _first;
    private Timestamp _last = new(long.MinValue);
    private bool _completed;

    /// <param name="provenance">Where the records come from, for whoever finds the file later.</param>
    /// <exception cref="DirectoryNotFoundException">There is no folder to write it to.</exception>
    public RecordingWriter(string path, string provenance, IEnumerable<Instrument>? instruments = null)
    {
        _path = path;
        _provenance = provenance;
        RecordingPath.RequirePlace(path);
        _body = new FileStream(PartPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        foreach (Instrument instrument in instruments ?? []) AddInstrument(instrument);
    }

    public RecordCounts Counts => _counts;

    public IReadOnlyList<Instrument> Instruments => _instruments;

    private string PartPath => _path + ".part";

    /// <summary>Makes an instrument known before its first record; its id must be the next index.</summary>
    public void AddInstrument(Instrument instrument)
    {
        if (instrument.Id != _instruments.Count)
            throw new ArgumentException($"{instrument.Symbol} has id {instrument.Id}, the next is {_instruments.Count}", nameof(instrument));
        if (instrument.TickSize <= Price.Zero)
            throw new ArgumentException($"{instrument.Symbol} has tick size {instrument.TickSize}; it must be above zero", nameof(instrument));
        _instruments.Add(instrument);
        _block.AddInstrument(instrument);
    }

    /// <summary>
    /// Appends a touchline, trade, depth or bar record. Throws <see cref="ArgumentException"/> when its time lies before the previous
    /// record's or its instrument is not known. Fields that a touchline's flags do not name are not kept, nor is the source.
    /// </summary>
    public void Write(in InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        if (header.Kind is < InboundKind.Touchline or > InboundKind.Bar)
            throw new ArgumentException($"a {header.Kind} event does not belong in a recording", nameof(record));
        if ((uint)header.Instrument >= (uint)_instruments.Count)
            throw new ArgumentException($"instrument {header.Instrument} was not added", nameof(record));
        if (header.ExchangeTime < _last)
            throw new ArgumentException($"a record of {header.ExchangeTime} came after one of {_last}", nameof(record));
        if (_block.IsFull) FlushBlock();
        if (_counts.Total == 0) _first = header.ExchangeTime;
        _last = header.ExchangeTime;
        _counts.Add(header.Kind);
        _block.Add(record);
    }

    /// <summary>Finishes the file. Without this call nothing appears at the path.</summary>
    /// <param name="note">Added to the provenance: what only the end tells, such as that there is more of the source.</param>
    public RecordingHeader Complete(string? note = null)
    {
        if (_block.Count > 0) FlushBlock();
        var header = new RecordingHeader
        {
            Instruments = _instruments,
            Provenance = note is null ? _provenance : $"{_provenance}, {note}",
            Counts = _counts,
            First = _first,
            Last = _counts.Total > 0 ? _last : Timestamp.Zero,
            Blocks = _index.Count,
        };
        byte[] head = header.ToBytes();
        string whole = _path + ".tmp";
        using (Stream file = RecordingPath.Create(whole, compressed: RecordingPath.IsCompressed(_path)))
        {
            file.Write(head);
            _body.Flush();
            _body.Position = 0;
            _body.CopyTo(file, 1 << 20);
            file.Write(IndexBytes(head.Length));
        }
        File.Move(whole, _path, overwrite: true);
        _completed = true;
        return header;
    }

    /// <summary>Drops the blocks of a recording that was not completed.</summary>
    public void Dispose()
    {
        try
        {
            _body.Dispose();
        }
        finally
        {
            // A full disk fails the last flush too, and must not keep what filled it.
            File.Delete(PartPath);
            if (!_completed) File.Delete(_path + ".tmp");
        }
    }

    private void FlushBlock()
    {
        _index.Add((_body.Position, _block.First));
        _body.Write(_block.Finish((uint)(_index.Count - 1)));
    }

    private byte[] IndexBytes(int headerLength)
    {
        var bytes = new byte[8 + _index.Count * 16 + 8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, IndexMagic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _index.Count);
        for (int i = 0; i < _index.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + i * 16), headerLength + _index[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16 + i * 16), _index[i].First.UnixNanos);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - 8)));
        return bytes;
    }
}
