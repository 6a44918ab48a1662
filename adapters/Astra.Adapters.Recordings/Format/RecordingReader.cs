using System.Buffers.Binary;
using System.IO.Hashing;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Streams a recording from front to back; every block's checksum is proven before a record of it is handed out. Memory does not grow
/// with the file.
/// </summary>
public sealed class RecordingReader : IRecordSource
{
    private readonly string _path;
    private readonly Stream _stream;
    private readonly BlockDecoder _decoder;
    private readonly byte[] _bytes = new byte[BlockEncoder.FrameLength + BlockEncoder.MaxPayload + sizeof(ulong) + BlockEncoder.MaxRecord];
    private readonly long _bodyStart;
    private long _offset;
    private long _blockStart;
    private long _block;
    private bool _inBlock;

    private RecordingReader(string path, Stream stream, byte[] header)
    {
        _path = path;
        _stream = stream;
        Header = ParseHeader(path, header);
        _offset = _bodyStart = header.Length;
        _decoder = new BlockDecoder(Header.Instruments);
    }

    /// <summary>Throws <see cref="RecordingFormatException"/> when the file is no recording, or one of a newer version.</summary>
    public static RecordingReader Open(string path)
    {
        Stream stream = RecordingPath.OpenRead(path);
        try
        {
            return new RecordingReader(path, stream, ReadHeader(path, stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public RecordingHeader Header { get; }

    public string Description => $"{Path.GetFileName(_path)}, {Ist.DateOf(Header.First):yyyy-MM-dd}"
        + (Ist.DateOf(Header.Last) == Ist.DateOf(Header.First) ? "" : $" to {Ist.DateOf(Header.Last):yyyy-MM-dd}");

    public IReadOnlyList<Instrument> Instruments => Header.Instruments;

    public long? ExpectedTicks => Header.Counts.Total;

    public bool BarsOnly => Header.Counts.Bar == Header.Counts.Total && Header.Counts.Bar > 0;

    public bool TryRead(ref InboundRecord record)
    {
        while (_decoder.Left == 0)
        {
            if (_inBlock) _block++;
            _inBlock = false;
            if (_block == Header.Blocks) return false;
            ReadBlock();
        }
        try
        {
            _decoder.Read(ref record);
        }
        catch (FormatException e)
        {
            throw Broken(_block, _blockStart, e.Message + "; the file was written by another program");
        }
        return true;
    }

    /// <summary>
    /// Goes to the block that holds <paramref name="from"/>: the next record read is at or before it, if there is one. Only for plain
    /// files; a compressed one can only be read through.
    /// </summary>
    public void Seek(Timestamp from)
    {
        if (!_stream.CanSeek) throw new NotSupportedException($"{_path} is compressed and has no random access; decompress it first");
        (long[] offsets, long[] times) = ReadIndex();
        int found = 0;
        while (found + 1 < times.Length && times[found + 1] <= from.UnixNanos) found++;
        _block = found;
        _inBlock = false;
        _offset = times.Length == 0 ? _bodyStart : offsets[found];
        _stream.Position = _offset;
        _decoder.Start(_bytes, 0, 0, 0, Timestamp.Zero);
    }

    public void Dispose() => _stream.Dispose();

    private void ReadBlock()
    {
        _blockStart = _offset;
        Fill(0, BlockEncoder.FrameLength);
        ReadOnlySpan<byte> frame = _bytes;
        int length = BinaryPrimitives.ReadInt32LittleEndian(frame[4..]);
        int count = BinaryPrimitives.ReadInt32LittleEndian(frame[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame) != BlockEncoder.Magic || length is < 0 or > BlockEncoder.MaxPayload
            || BinaryPrimitives.ReadUInt32LittleEndian(frame[12..]) != (uint)_block)
            throw Broken(_block, _blockStart, "this is not the start of that block; copy the file again or import its source again");
        int end = BlockEncoder.FrameLength + length;
        Fill(BlockEncoder.FrameLength, length + sizeof(ulong));
        if (XxHash3.HashToUInt64(frame[..end]) != BinaryPrimitives.ReadUInt64LittleEndian(frame[end..]))
            throw Broken(_block, _blockStart, "the checksum does not match, bytes were changed; copy the file again or import its source again");
        if (count < 1) throw Broken(_block, _blockStart, "the block holds no record; the file was written by another program");
        _decoder.Start(_bytes, BlockEncoder.FrameLength, end, count, new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(frame[16..])));
        _inBlock = true;
    }

    private void Fill(int at, int count)
    {
        int read = ReadUpTo(_path, _stream, _bytes.AsSpan(at, count), _block, _offset);
        _offset += read;
        if (read < count)
            throw Broken(_block, _blockStart, $"the file ends here, after {_block} of {Header.Blocks} blocks; copy it again or import its source again");
    }

    private (long[] Offsets, long[] Times) ReadIndex()
    {
        int length = checked(8 + (int)Header.Blocks * 16 + 8);
        if (_stream.Length < _bodyStart + length) throw Broken(-1, 0, "the file is cut short: its index is missing; copy it again");
        var bytes = new byte[length];
        _stream.Position = _stream.Length - length;
        _stream.ReadExactly(bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != RecordingWriter.IndexMagic
            || XxHash3.HashToUInt64(bytes.AsSpan(0, length - 8)) != BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(length - 8)))
            throw Broken(-1, 0, "the index at its end is damaged; copy the file again");
        var offsets = new long[Header.Blocks];
        var times = new long[Header.Blocks];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8 + i * 16));
            times[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16 + i * 16));
        }
        return (offsets, times);
    }

    private static byte[] ReadHeader(string path, Stream stream)
    {
        var start = new byte[RecordingHeader.FixedLength];
        int read = ReadUpTo(path, stream, start, -1, 0);
        if (read < start.Length || !start.AsSpan().StartsWith(RecordingHeader.Magic))
            throw new RecordingFormatException(path, -1, 0, "this is not an Astra recording; make one from CSV with 'astra import'");
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (version is 0 or > RecordingHeader.CurrentVersion)
            throw new RecordingFormatException(
                path, -1, 8, $"the recording has format version {version}, this program reads up to {RecordingHeader.CurrentVersion}; use the program that wrote it");
        int length = BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(12));
        if (length is < RecordingHeader.FixedLength + sizeof(ulong) or > RecordingHeader.MaxLength)
            throw new RecordingFormatException(path, -1, 12, $"the header claims {length} bytes; the file is damaged, copy it again");
        var header = new byte[length];
        start.CopyTo(header, 0);
        read = ReadUpTo(path, stream, header.AsSpan(start.Length), -1, start.Length);
        if (read < length - start.Length)
            throw new RecordingFormatException(path, -1, start.Length + read, "the file ends inside its header; copy it again");
        return header;
    }

    private static RecordingHeader ParseHeader(string path, byte[] bytes)
    {
        ReadOnlySpan<byte> header = bytes;
        if (XxHash3.HashToUInt64(header[..^8]) != BinaryPrimitives.ReadUInt64LittleEndian(header[^8..]))
            throw new RecordingFormatException(path, -1, 0, "the header's checksum does not match, bytes were changed; copy the file again");
        return RecordingHeader.Parse(bytes);
    }

    private static int ReadUpTo(string path, Stream stream, Span<byte> destination, long block, long offset)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new RecordingFormatException(path, block, offset, $"the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
    }

    private RecordingFormatException Broken(long block, long offset, string problem) => new(_path, block, offset, problem);
}
