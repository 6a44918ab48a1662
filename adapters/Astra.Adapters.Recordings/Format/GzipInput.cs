using System.IO.Compression;

namespace Astra.Adapters.Recordings;

/// <summary>
/// A gzip file read to its proven end, of one member or several. <see cref="GZipStream"/> checks length and CRC-32 of every member that it
/// finishes, but takes a file that was cut short for one that ends. So a mark of our own, a gzip member too, is read behind the file: only
/// when the last member was whole does the mark come out as the last bytes, and it is kept back. Throws <see cref="InvalidDataException"/> otherwise.
/// </summary>
internal sealed class GzipInput : Stream
{
    private static readonly byte[] Mark = "\u0003end of whole gzip\u0004"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly Followed _file;
    private readonly GZipStream _stream;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _count;
    private bool _ended;

    public GzipInput(Stream file)
    {
        _file = new Followed(file, MarkMember);
        _stream = new GZipStream(_file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> destination)
    {
        if (destination.IsEmpty) return 0;
        while (_count <= Mark.Length && !_ended) Fill();
        int given = Math.Min(destination.Length, _count - Mark.Length);
        _buffer.AsSpan(_start, given).CopyTo(destination);
        (_start, _count) = (_start + given, _count - given);
        return given;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _stream.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _count).CopyTo(_buffer);
        _start = 0;
        int read;
        try
        {
            read = _stream.Read(_buffer.AsSpan(_count));
        }
        catch (InvalidDataException e) when (_file.FirstEnded)
        {
            // The mark was taken for more of an unfinished member.
            throw new InvalidDataException("the compressed data is cut short", e);
        }
        _count += read;
        if (read > 0) return;
        _ended = true;
        if (!_buffer.AsSpan(0, _count).SequenceEqual(Mark)) throw new InvalidDataException("the compressed data is cut short or followed by other bytes");
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest)) gzip.Write(bytes);
        return member.ToArray();
    }

    /// <summary>One stream, then some bytes.</summary>
    private sealed class Followed(Stream first, byte[] then) : Stream
    {
        private readonly MemoryStream _then = new(then, writable: false);

        public bool FirstEnded { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> destination) => FirstEnded ? _then.Read(destination) : ReadFirst(destination);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }

        private int ReadFirst(Span<byte> destination)
        {
            int read = first.Read(destination);
            if (read > 0 || destination.IsEmpty) return read;
            FirstEnded = true;
            return _then.Read(destination);
        }
    }
}
