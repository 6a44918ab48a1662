using System.Runtime.CompilerServices;
using System.Text;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// What one connection has seen: the highest sequence of each (exchange type, token, mode) and the highest volume of each (exchange type, token).
/// Gaps in the sequence are normal, since the counter seems to be shared by a whole segment. One thread at a time.
/// </summary>
public sealed class AngelConnectionState
{
    private readonly HashSet<string> _indexTokens;
    private AngelKeyState[] _keys;

    // Open addressing, half full at most; a slot holds a key's number + 1.
    private int[] _slots;
    private AngelKey[] _names;
    private int _count;

    /// <param name="indexTokens">Tokens without a sequence, on whatever exchange, for packets of keys that were not registered.</param>
    public AngelConnectionState(IEnumerable<string>? indexTokens = null, int expectedKeys = 16)
    {
        _indexTokens = [.. indexTokens ?? []];
        int keys = Math.Max(16, expectedKeys);
        _keys = new AngelKeyState[keys];
        _names = new AngelKey[keys];
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys * 4)];
    }

    /// <summary>Keys known so far; their numbers are 0 to this.</summary>
    public int Count => _count;

    /// <summary>A new connection: every sequence starts anew, and what was traded meanwhile is not known.</summary>
    public void Reconnected()
    {
        foreach (ref AngelKeyState key in _keys.AsSpan(0, _count)) key.Forget();
    }

    /// <summary>Takes one packet of a key that may be new. For files of frames: the date is the exchange time's.</summary>
    public AngelStep Next(in AngelPacket packet)
    {
        int key = Find(packet.Key);
        if (key < 0) key = Add(packet.Key, _indexTokens.Contains(packet.TokenText));
        return Step(key, packet, DayOf(packet.ExchangeTimeMs));
    }

    /// <summary>The number of a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(in AngelKey key)
    {
        int[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        for (uint at = key.Hash & mask; ; at = at + 1 & mask)
        {
            int number = slots[at] - 1;
            if (number < 0 || _names[number].Equals(key)) return number;
        }
    }

    /// <summary>Registers a key and returns its number; the number it has when it is known.</summary>
    internal int Register(string token, byte exchangeType, bool index)
    {
        AngelKey key = AngelKey.Of(Encoding.ASCII.GetBytes(token), exchangeType);
        int known = Find(key);
        return known >= 0 ? known : Add(key, index);
    }

    /// <param name="day">IST day number of the packet's event time; <see cref="AngelKeyState.SameDay"/> when no day can be told.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal AngelStep Step(int key, in AngelPacket packet, int day)
    {
        ref AngelKeyState state = ref _keys[key];
        AngelMode mode = packet.Mode;
        if (mode == AngelMode.Depth20) return default;
        AngelVerdict verdict = state.Order((int)mode - 1, packet.Sequence);
        if (verdict != AngelVerdict.Accept) return new AngelStep(verdict, false, 0, false);
        return mode == AngelMode.Ltp ? default : state.Traded(packet.Volume, day);
    }

    private int Add(in AngelKey key, bool index)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, 2 * _count);
            Array.Resize(ref _names, 2 * _count);
            _slots = new int[2 * _slots.Length];
            for (int i = 0; i < _count; i++) Place(_names[i], i);
        }
        int number = _count++;
        _names[number] = key;
        _keys[number] = new AngelKeyState { WithoutSequence = index };
        Place(key, number);
        return number;
    }

    private void Place(in AngelKey key, int number)
    {
        uint mask = (uint)_slots.Length - 1;
        uint at = key.Hash & mask;
        while (_slots[at] != 0) at = at + 1 & mask;
        _slots[at] = number + 1;
    }

    /// <summary>A time of zero or below, or beyond what a timestamp holds, tells no day.</summary>
    private static int DayOf(long milliseconds) => milliseconds is > 0 and < (long.MaxValue - Ist.OffsetNanos) / Timestamp.NanosPerMillisecond
        ? Ist.DayOf(new Timestamp(milliseconds * Timestamp.NanosPerMillisecond))
        : AngelKeyState.SameDay;
}
