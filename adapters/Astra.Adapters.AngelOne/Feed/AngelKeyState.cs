using System.Runtime.CompilerServices;

namespace Astra.Adapters.AngelOne;

/// <summary>What a connection remembers of one token, one cache line.</summary>
internal struct AngelKeyState
{
    /// <summary>Instead of a day: a packet without a usable time belongs to the day before it.</summary>
    public const int SameDay = int.MinValue;

    private SequenceMarks _sequences;
    private long _highestVolume;
    private int _day;
    private byte _modesSeen;
    private bool _hasVolume;

    /// <summary>An index: its sequence field means nothing.</summary>
    public bool WithoutSequence;

    [InlineArray(3)]
    private struct SequenceMarks
    {
        private long _first;
    }

    public void Forget()
    {
        _modesSeen = 0;
        _hasVolume = false;
    }

    /// <param name="mode">0 to 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AngelVerdict Order(int mode, long sequence)
    {
        if (WithoutSequence) return AngelVerdict.Accept;
        int bit = 1 << mode;
        long last = _sequences[mode];
        if ((_modesSeen & bit) != 0 && sequence <= last) return sequence == last ? AngelVerdict.DropDuplicate : AngelVerdict.DropLate;
        _modesSeen |= (byte)bit;
        _sequences[mode] = sequence;
        return AngelVerdict.Accept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AngelStep Traded(long volume, int day)
    {
        if (day != _day && day != SameDay)
        {
            _day = day;
            _hasVolume = false;
        }
        if (!_hasVolume)
        {
            _hasVolume = true;
            _highestVolume = volume;
            return default;
        }
        long before = _highestVolume;
        if (volume < before) return new AngelStep(AngelVerdict.Accept, true, 0, true);
        _highestVolume = volume;
        long traded = unchecked(volume - before);
        return new AngelStep(AngelVerdict.Accept, true, traded < 0 ? long.MaxValue : traded, false);
    }
}
