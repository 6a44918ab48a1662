using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Tells the bar on which a price steps outside its lines: a stay outside counts once, straight to the other side counts anew, and what
/// stood outside on the first bar seen counts not at all.
/// </summary>
internal struct Excursion
{
    private sbyte _side;
    private bool _warm;

    /// <summary>Where the price stood last: +1 over, -1 under, 0 inside.</summary>
    public readonly int Side => _side;

    /// <param name="side">+1 over, -1 under, 0 inside.</param>
    /// <returns>The side when this bar stepped there, else 0.</returns>
    public int Update(int side)
    {
        int fresh = _warm && side != _side ? side : 0;
        _side = (sbyte)side;
        _warm = true;
        return fresh;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_side);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _side = reader.Read<sbyte>();
        _warm = reader.Read<bool>();
    }
}
