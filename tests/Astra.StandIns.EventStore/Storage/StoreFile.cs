using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Astra.StandIns.EventStore;

/// <summary>
/// The store's file, only ever appended to: one record per append, whole or not there. It is not synced: what was written outlives the process, not the machine.
/// Record: length (4 bytes, of all that follows), XXH3 of the head (8), the head, then the payloads, whose lengths and hash stand in the head.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int Prefix = 12;
    private readonly SafeFileHandle _handle;
    private long _end;

    public StoreFile(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        // One process at a time: two would write over each other.
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public enum Kind : byte
    {
        Events = 1,
        Tombstone = 2,
    }

    /// <summary>Writes one append at the end. Returns where each payload stands. Callers take turns.</summary>
    public long[] Write(Kind kind, string stream, IReadOnlyList<NewEvent> events, DateTimeOffset created, ulong position, long revision)
    {
        XxHash3 payloads = new();
        foreach (NewEvent written in events) payloads.Append(written.Data.Span);
        using MemoryStream head = new();
        using (BinaryWriter writer = new(head, Encoding.UTF8, leaveOpen: true))
        {
            head.Position = Prefix;
            writer.Write((byte)kind);
            writer.Write(stream);
            writer.Write(created.UtcTicks);
            writer.Write(position);
            writer.Write(revision);
            writer.Write(payloads.GetCurrentHashAsUInt64());
            writer.Write(events.Count);
            foreach (NewEvent written in events)
            {
                writer.Write(written.Id.ToByteArray());
                writer.Write(written.Type);
                writer.Write(written.IsJson);
                writer.Write(written.CustomMetadata.Length);
                writer.Write(written.CustomMetadata.Span);
                writer.Write(written.Data.Length);
            }
        }
        int headLength = (int)head.Length - Prefix;
        Span<byte> bytes = head.GetBuffer().AsSpan(0, (int)head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, headLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[4..], XxHash3.HashToUInt64(bytes[Prefix..]));

        long[] offsets = new long[events.Count];
        ReadOnlyMemory<byte>[] parts = [head.GetBuffer().AsMemory(0, (int)head.Length), .. events.Select(written => written.Data)];
        long at = _end + head.Length;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = at;
            at += events[i].Data.Length;
        }
        RandomAccess.Write(_handle, parts, _end);
        _end = at;
        return offsets;
    }

    public byte[] Read(long offset, int length)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>(length);
        return ReadFully(data, offset) ? data : throw new EndOfStreamException("The stand-in's file is shorter than it was.");
    }

    /// <summary>Gives every whole record in order and cuts off what a kill left half written.</summary>
    public void Load(Action<Entry> take)
    {
        byte[] prefix = new byte[Prefix];
        while (ReadFully(prefix, _end))
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (length is <= 0 or > 64 * 1024 * 1024) break;
            byte[] head = new byte[length];
            if (!ReadFully(head, _end + Prefix) || XxHash3.HashToUInt64(head) != BinaryPrimitives.ReadUInt64LittleEndian(prefix.AsSpan(4))) break;
            if (Parse(head, _end + Prefix + length) is not { } entry) break;
            _end = entry.End;
            take(entry);
        }
        RandomAccess.SetLength(_handle, _end);
    }

    public void Dispose() => _handle.Dispose();

    private Entry? Parse(byte[] head, long at)
    {
        using BinaryReader reader = new(new MemoryStream(head), Encoding.UTF8);
        Kind kind = (Kind)reader.ReadByte();
        string stream = reader.ReadString();
        DateTimeOffset created = new(reader.ReadInt64(), TimeSpan.Zero);
        reader.ReadUInt64();
        reader.ReadInt64();
        ulong hash = reader.ReadUInt64();
        XxHash3 payloads = new();
        List<(NewEvent, long)> events = [];
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            Guid id = new(reader.ReadBytes(16));
            string type = reader.ReadString();
            bool isJson = reader.ReadBoolean();
            byte[] custom = reader.ReadBytes(reader.ReadInt32());
            byte[] data = new byte[reader.ReadInt32()];
            if (!ReadFully(data, at)) return null;
            payloads.Append(data);
            events.Add((new NewEvent(id, type, isJson, data, custom), at));
            at += data.Length;
        }
        return payloads.GetCurrentHashAsUInt64() == hash ? new Entry(kind, stream, created, events, at) : null;
    }

    private bool ReadFully(byte[] buffer, long offset)
    {
        for (int read = 0; read < buffer.Length;)
        {
            int now = RandomAccess.Read(_handle, buffer.AsSpan(read), offset + read);
            if (now == 0) return false;
            read += now;
        }
        return true;
    }

    /// <param name="Events">With the place of each payload in the file.</param>
    /// <param name="End">First byte after the record.</param>
    internal sealed record Entry(Kind Kind, string Stream, DateTimeOffset Created, IReadOnlyList<(NewEvent Written, long Offset)> Events, long End);
}
