using System.Numerics;
using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// What is known of one scrip in one family: the texts of its fields as they were received. Known fields have fixed places in one block of bytes;
/// unusual names and long texts live aside, so that writing a field again allocates nothing.
/// </summary>
public sealed class ShoonyaState
{
    private const int SlotBytes = 24;
    private const byte IsLong = byte.MaxValue;

    /// <summary>Names without a slot that one state keeps; more than that is no frame of this vendor.</summary>
    private const int MostExtras = 64;

    private readonly byte[] _texts = new byte[FieldNames.Stored * SlotBytes];
    private readonly List<ExtraField> _extras = [];
    private LongText[]? _longs;
    private ulong _present;
    private ulong _before;

    /// <summary>Whether a frame has filled it since the connection stands.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Whether the last frame changed a field (the feed time is none).</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether it has a last price that is not zero.</summary>
    public bool HasPrice => Has(FieldNames.Lp) && !DecimalText.IsZero(this[FieldNames.Lp]);

    /// <summary>Known fields that the last frame changed, as bits by slot.</summary>
    internal ulong Changed { get; private set; }

    /// <summary>Text of a field by its name on the wire; null when it is absent.</summary>
    public string? Find(string field)
    {
        foreach (KeyValuePair<string, string> pair in Fields())
            if (pair.Key == field) return pair.Value;
        return null;
    }

    /// <summary>All fields with their texts, in no particular order; without <c>t e tk ft</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        for (int slot = 0; slot < FieldNames.Stored; slot++)
            if (Has(slot)) yield return new(FieldNames.NameOf(slot), Encoding.UTF8.GetString(this[slot]));
        foreach (ExtraField extra in _extras)
            if (extra.Present) yield return new(extra.NameText, Encoding.UTF8.GetString(extra.Value.Text));
    }

    /// <summary>Names of the fields that the last frame changed, sorted.</summary>
    public IReadOnlyList<string> ChangedFields()
    {
        var names = new List<string>();
        for (ulong left = Changed; left != 0; left &= left - 1) names.Add(FieldNames.NameOf(BitOperations.TrailingZeroCount(left)));
        foreach (ExtraField extra in _extras)
            if (extra.Changed) names.Add(extra.NameText);
        names.Sort(string.CompareOrdinal);
        return names;
    }

    internal bool Has(int slot) => (_present >> slot & 1) != 0;

    /// <summary>Text of a known field; empty when it is absent.</summary>
    internal ReadOnlySpan<byte> this[int slot]
    {
        get
        {
            if (!Has(slot)) return default;
            byte length = _texts[slot * SlotBytes];
            return length == IsLong ? _longs![slot].Text : _texts.AsSpan(slot * SlotBytes + 1, length);
        }
    }

    internal void Forget()
    {
        (_present, _before, IsSet, Changed, HasChanged) = (0, 0, false, 0, false);
        foreach (ExtraField extra in _extras) (extra.Present, extra.Before, extra.Changed) = (false, false, false);
    }

    /// <summary>Before the fields of a frame: a snapshot leaves nothing of what was.</summary>
    internal void Begin(bool snapshot)
    {
        (_before, Changed, HasChanged, IsSet) = (_present, 0, false, true);
        if (snapshot) _present = 0;
        foreach (ExtraField extra in _extras)
        {
            (extra.Before, extra.Changed) = (extra.Present, false);
            if (snapshot) extra.Present = false;
        }
    }

    /// <summary>Stores a field of the frame; each name once a frame.</summary>
    internal void Put(int slot, ReadOnlySpan<byte> text)
    {
        ulong bit = 1UL << slot;
        _present |= bit;
        if ((_before & bit) != 0 && this[slot].SequenceEqual(text)) return;
        Changed |= bit;
        HasChanged = true;
        Span<byte> place = _texts.AsSpan(slot * SlotBytes, SlotBytes);
        if (text.Length < SlotBytes)
        {
            place[0] = (byte)text.Length;
            text.CopyTo(place[1..]);
            return;
        }
        place[0] = IsLong;
        _longs ??= new LongText[FieldNames.Stored];
        (_longs[slot] ??= new LongText()).Set(text);
    }

    /// <summary>Stores a field that has no slot; false when the state has no room for one more name.</summary>
    internal bool PutExtra(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        ExtraField? place = null;
        foreach (ExtraField extra in _extras)
        {
            if (!extra.Name.AsSpan().SequenceEqual(name)) continue;
            place = extra;
            break;
        }
        if (place is null)
        {
            // A name that is no longer in use gives up its place.
            if (_extras.Count == MostExtras && _extras.RemoveAll(static extra => !extra.Present && !extra.Before) == 0) return false;
            _extras.Add(place = new ExtraField(name.ToArray()));
        }
        place.Changed = !place.Before || !place.Value.Text.SequenceEqual(text);
        place.Present = true;
        if (!place.Changed) return true;
        place.Value.Set(text);
        HasChanged = true;
        return true;
    }

    private sealed class ExtraField(byte[] name)
    {
        public byte[] Name { get; } = name;
        public string NameText { get; } = Encoding.UTF8.GetString(name);
        public LongText Value { get; } = new();
        public bool Present;
        public bool Before;
        public bool Changed;
    }

    /// <summary>A text of any length in a buffer that only grows.</summary>
    private sealed class LongText
    {
        private byte[] _bytes = new byte[32];
        private int _length;

        public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

        public void Set(ReadOnlySpan<byte> text)
        {
            if (text.Length > _bytes.Length) _bytes = new byte[Math.Max(text.Length, _bytes.Length * 2)];
            text.CopyTo(_bytes);
            _length = text.Length;
        }
    }
}
