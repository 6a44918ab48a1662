using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// Snapshots as files in the journal's folder, <c>snapshots/&lt;sequence, 20 digits&gt;.snap</c>: "ASTRASNP", version and three zero
/// integers of 32, 32 bits, sequence and length as int64, XXH3 of the state; then the state. A file is whole or absent.
/// </summary>
public sealed class SnapshotStore : ISnapshotStore
{
    public const int DefaultKept = 8;

    private const ulong MagicValue = 0x504E_5341_5254_5341;
    private const int HeaderLength = 40, CurrentVersion = 1;
    private const string Ending = ".snap";

    private readonly string _folder;
    private readonly int _kept;

    /// <param name="journalFolder">The journal's folder.</param>
    /// <param name="kept">How many snapshots stay; saving another removes the oldest.</param>
    /// <param name="report">Told in one sentence about each damaged snapshot that was passed over.</param>
    public SnapshotStore(string journalFolder, int kept = DefaultKept, Action<string>? report = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        _folder = Path.Combine(Path.GetFullPath(journalFolder), JournalFiles.Snapshots);
        _kept = kept;
        Report = report ?? (static _ => { });
    }

    private Action<string> Report { get; }

    public void Save(long sequence, ReadOnlySpan<byte> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        byte[] header = new byte[HeaderLength];
        MemoryMarshal.Write(header, MagicValue);
        MemoryMarshal.Write(header.AsSpan(8), CurrentVersion);
        MemoryMarshal.Write(header.AsSpan(16), sequence);
        MemoryMarshal.Write(header.AsSpan(24), (long)state.Length);
        MemoryMarshal.Write(header.AsSpan(32), XxHash3.HashToUInt64(state));
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, _folder, "making the snapshot folder");
        }
        DurableFile.Replace(PathOf(sequence), header, state.ToArray());
        IReadOnlyList<long> all = List();
        for (int i = 0; i < all.Count - _kept; i++) File.Delete(PathOf(all[i]));
    }

    public IReadOnlyList<long> List()
    {
        List<long> sequences = [];
        if (!Directory.Exists(_folder)) return sequences;
        foreach (string path in Directory.EnumerateFiles(_folder, "*" + Ending))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
                sequences.Add(sequence);
        }
        sequences.Sort();
        return sequences;
    }

    public bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state)
    {
        IReadOnlyList<long> all = List();
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (all[i] > atMost) continue;
            sequence = all[i];
            string? fault = Check(sequence, out state);
            if (fault is null && state is not null) return true;
            Report($"{PathOf(sequence)}: the snapshot is passed over, {fault}; an older one or the whole journal is replayed instead");
        }
        sequence = -1;
        state = null;
        return false;
    }

    /// <summary>What is wrong with a snapshot, null when it is good.</summary>
    internal string? Check(long sequence, out byte[]? state)
    {
        state = null;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(PathOf(sequence));
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            return e.Message;
        }
        if (bytes.Length < HeaderLength) return "the file ends inside its header";
        ReadOnlySpan<byte> span = bytes;
        if (MemoryMarshal.Read<ulong>(span) != MagicValue) return "it is no snapshot";
        if (MemoryMarshal.Read<int>(span[8..]) != CurrentVersion || MemoryMarshal.Read<int>(span[12..]) != 0)
            return "its format is not known to this build";
        if (MemoryMarshal.Read<long>(span[16..]) != sequence) return "its name and its sequence differ";
        if (MemoryMarshal.Read<long>(span[24..]) != bytes.Length - HeaderLength) return "its length does not agree";
        if (MemoryMarshal.Read<ulong>(span[32..]) != XxHash3.HashToUInt64(span[HeaderLength..])) return "its checksum does not hold";
        state = bytes[HeaderLength..];
        return null;
    }

    /// <summary>Newest snapshot that is whole, -1 when there is none.</summary>
    internal long NewestGood()
    {
        IReadOnlyList<long> all = List();
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (Check(all[i], out _) is null) return all[i];
        }
        return -1;
    }

    internal string PathOf(long sequence) =>
        Path.Combine(_folder, sequence.ToString("D20", CultureInfo.InvariantCulture) + Ending);

    /// <summary>Moves snapshots aside that rest on events which are no longer there.</summary>
    internal List<string> SetAsideBeyond(long last)
    {
        List<string> messages = [];
        foreach (long sequence in List())
        {
            if (sequence <= last) continue;
            string aside = JournalFiles.Aside(PathOf(sequence));
            File.Move(PathOf(sequence), aside);
            messages.Add($"moved aside: {aside}");
        }
        if (messages.Count > 0) Native.SyncFolder(_folder);
        return messages;
    }
}
