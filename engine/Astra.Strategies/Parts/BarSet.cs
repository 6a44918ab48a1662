using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Collects the bars of one time from several instruments, slot 0 the plan's own and slot 1 + i its peer i, and tells when the set is full:
/// so a decision that needs all of them does not depend on the order in which they came. A bar of a later time, or a second one of a slot,
/// starts a new set; a bar of an earlier time is passed over. A set that an instrument never completed is simply left behind.
/// </summary>
/// <param name="slots">1 to 32.</param>
internal struct BarSet(int slots)
{
    private readonly uint _all = slots == 32 ? uint.MaxValue : (1u << slots) - 1;
    private uint _seen;
    private BarFlags _flags;

    /// <summary>End of the bars collected now.</summary>
    public Timestamp Time { get; private set; }

    public readonly bool IsFull => _seen == _all;

    /// <summary>True when the set's bars opened a session.</summary>
    public readonly bool IsSessionStart => (_flags & BarFlags.SessionStart) != 0;

    /// <summary>True when every slot of a mask (bit = slot) has come.</summary>
    public readonly bool Has(uint slots) => (_seen & slots) == slots;

    /// <summary>True when this bar would start a new set, so that what the old one holds must be used now or never.</summary>
    public readonly bool Starts(int slot, in Bar bar) => bar.End > Time || (bar.End == Time && (_seen & (1u << slot)) != 0);

    /// <summary>Takes a bar; false when it is older than the set, and must not be used.</summary>
    public bool Take(int slot, in Bar bar)
    {
        if (bar.End < Time) return false;
        if (Starts(slot, in bar)) (Time, _seen, _flags) = (bar.End, 0, BarFlags.None);
        _seen |= 1u << slot;
        _flags |= bar.Flags;
        return true;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(Time);
        writer.Write(_seen);
        writer.Write(_flags);
    }

    public void Load(StateReader reader)
    {
        Time = reader.Read<Timestamp>();
        _seen = reader.Read<uint>();
        _flags = reader.Read<BarFlags>();
    }
}
