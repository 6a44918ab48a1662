using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// Reads one frame, a JSON object, into a table of its properties. Strict: what is not JSON to the last byte is refused. A name that comes twice keeps
/// its first place and its last value, as in most JSON readers. Nothing is thrown, and nothing allocated once the tables have their size.
/// </summary>
internal sealed class FrameScanner
{
    /// <summary>More than any frame has; above it the search for repeated names would be a burden that a stranger imposes.</summary>
    private const int MostFields = 4096;
    private const int MostDepth = 1024;

    private readonly int[] _at = new int[FieldNames.Count];
    private readonly ulong[] _objects = new ulong[MostDepth / 64];
    private FrameField[] _fields = new FrameField[96];
    private byte[] _scratch = new byte[256];
    private int _scratchUsed;

    public int Count { get; private set; }

    public ref readonly FrameField this[int index] => ref _fields[index];

    /// <summary>Place of a known field, -1 when the frame has none.</summary>
    public int IndexOf(int slot) => _at[slot] - 1;

    /// <summary>Place of a field that has no slot, -1 when the frame has none.</summary>
    public int IndexOf(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Count; i++)
            if (Name(frame, in _fields[i]).SequenceEqual(name)) return i;
        return -1;
    }

    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> frame, in FrameField field) =>
        field.NameInScratch ? _scratch.AsSpan(field.NameStart, field.NameLength) : frame.Slice(field.NameStart, field.NameLength);

    /// <summary>The value's text as it came, empty when it is neither text nor number.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> frame, in FrameField field) =>
        field.ValueInScratch ? _scratch.AsSpan(field.ValueStart, field.ValueLength) : frame.Slice(field.ValueStart, field.ValueLength);

    /// <summary>False when the frame is not one JSON object.</summary>
    public bool Scan(ReadOnlySpan<byte> frame)
    {
        Forget();
        if (!Utf8.IsValid(frame)) return false;
        int at = JsonText.SkipWhite(frame, 0);
        if (at == frame.Length || frame[at] != '{') return false;
        at = JsonText.SkipWhite(frame, at + 1);
        if (at < frame.Length && frame[at] == '}') return JsonText.SkipWhite(frame, at + 1) == frame.Length;
        while (true)
        {
            if (at >= frame.Length || frame[at] != '"') return false;
            int start = at + 1;
            if ((at = JsonText.SkipString(frame, start, out bool escaped)) < 0) return false;
            ref FrameField field = ref AddField(frame, start, at - 1 - start, escaped);
            if (Unsafe.IsNullRef(ref field)) return false;
            at = JsonText.SkipWhite(frame, at);
            if (at == frame.Length || frame[at] != ':') return false;
            at = ReadValue(frame, JsonText.SkipWhite(frame, at + 1), ref field);
            if (at < 0) return false;
            at = JsonText.SkipWhite(frame, at);
            if (at == frame.Length) return false;
            if (frame[at] == '}') return JsonText.SkipWhite(frame, at + 1) == frame.Length;
            if (frame[at] != ',') return false;
            at = JsonText.SkipWhite(frame, at + 1);
        }
    }

    private void Forget()
    {
        for (int i = 0; i < Count; i++)
            if (_fields[i].Slot >= 0) _at[_fields[i].Slot] = 0;
        Count = 0;
        _scratchUsed = 0;
    }

    private ref FrameField AddField(ReadOnlySpan<byte> frame, int start, int length, bool escaped)
    {
        var field = new FrameField { NameStart = start, NameLength = length };
        if (escaped) (field.NameStart, field.NameLength, field.NameInScratch) = (Keep(frame.Slice(start, length), out int kept), kept, true);
        ReadOnlySpan<byte> name = Name(frame, in field);
        field.Slot = (short)FieldNames.Find(name);
        if (field.Slot >= 0)
        {
            if (_at[field.Slot] > 0) return ref _fields[_at[field.Slot] - 1];
            _at[field.Slot] = Count + 1;
        }
        else
        {
            field.NameHash = Hash(name);
            for (int i = 0; i < Count; i++)
            {
                ref FrameField other = ref _fields[i];
                if (other.Slot < 0 && other.NameHash == field.NameHash && Name(frame, in other).SequenceEqual(name)) return ref other;
            }
        }
        if (Count == MostFields)
        {
            if (field.Slot >= 0) _at[field.Slot] = 0;
            return ref Unsafe.NullRef<FrameField>();
        }
        if (Count == _fields.Length) Array.Resize(ref _fields, Count * 2);
        _fields[Count] = field;
        return ref _fields[Count++];
    }

    private int ReadValue(ReadOnlySpan<byte> frame, int at, ref FrameField field)
    {
        (field.Kind, field.ValueStart, field.ValueLength, field.ValueInScratch) = (FrameValue.Absent, 0, 0, false);
        if (at >= frame.Length) return -1;
        byte first = frame[at];
        if (first == '"')
        {
            int start = at + 1;
            if ((at = JsonText.SkipString(frame, start, out bool escaped)) < 0) return -1;
            (field.Kind, field.ValueStart, field.ValueLength) = (FrameValue.Text, start, at - 1 - start);
            if (escaped) (field.ValueStart, field.ValueLength, field.ValueInScratch) = (Keep(frame[start..(at - 1)], out int kept), kept, true);
            return at;
        }
        if (first is (byte)'{' or (byte)'[') return SkipNested(frame, at);
        if (first is (byte)'t' or (byte)'f' or (byte)'n') return JsonText.SkipLiteral(frame, at);
        int end = JsonText.SkipNumber(frame, at);
        if (end > 0) (field.Kind, field.ValueStart, field.ValueLength) = (FrameValue.Number, at, end - at);
        return end;
    }

    /// <summary>Behind an array or object; the kinds of the open ones stand as bits.</summary>
    private int SkipNested(ReadOnlySpan<byte> frame, int at)
    {
        int depth = 0;
        while (true)
        {
            // Here a value starts.
            if (at >= frame.Length) return -1;
            byte first = frame[at];
            bool opened = false;
            if (first is (byte)'{' or (byte)'[')
            {
                if (depth == MostDepth) return -1;
                SetObject(depth++, first == '{');
                at = JsonText.SkipWhite(frame, at + 1);
                opened = at < frame.Length && frame[at] != (first == '{' ? '}' : ']');
            }
            else if (first == '"')
            {
                at = JsonText.SkipString(frame, at + 1, out _);
            }
            else
            {
                at = first is (byte)'t' or (byte)'f' or (byte)'n' ? JsonText.SkipLiteral(frame, at) : JsonText.SkipNumber(frame, at);
            }
            if (at < 0) return -1;

            // Here one has ended, unless a filled one was just opened.
            while (!opened)
            {
                if (depth == 0) return at;
                at = JsonText.SkipWhite(frame, at);
                if (at >= frame.Length) return -1;
                byte next = frame[at];
                at++;
                if (next == ',')
                {
                    at = JsonText.SkipWhite(frame, at);
                    break;
                }
                if (next != (IsObject(depth - 1) ? '}' : ']')) return -1;
                depth--;
            }
            if (!IsObject(depth - 1)) continue;
            if (at >= frame.Length || frame[at] != '"' || (at = JsonText.SkipString(frame, at + 1, out _)) < 0) return -1;
            at = JsonText.SkipWhite(frame, at);
            if (at >= frame.Length || frame[at] != ':') return -1;
            at = JsonText.SkipWhite(frame, at + 1);
        }
    }

    private bool IsObject(int depth) => (_objects[depth >> 6] >> depth & 1) != 0;

    private void SetObject(int depth, bool value)
    {
        ulong bit = 1UL << depth;
        if (value) _objects[depth >> 6] |= bit;
        else _objects[depth >> 6] &= ~bit;
    }

    private int Keep(ReadOnlySpan<byte> escaped, out int length)
    {
        if (_scratchUsed + escaped.Length > _scratch.Length) Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchUsed + escaped.Length));
        int start = _scratchUsed;
        length = JsonText.Unescape(escaped, _scratch.AsSpan(start));
        _scratchUsed += length;
        return start;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte letter in name) hash = (hash ^ letter) * 16777619;
        return (int)hash;
    }
}
