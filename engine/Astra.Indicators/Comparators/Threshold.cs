using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// When a value passes a level: up when it was at or under the level and is now over, down the other way round. With
/// <paramref name="margin"/> it must go that far beyond the level to signal, and then back beyond it on the other side to signal again:
/// a value that trembles about the level says so once.
/// </summary>
/// <param name="level">In the value's own unit.</param>
/// <param name="margin">Zero or more; zero makes it a plain crossover of the level.</param>
public struct Threshold(double level, double margin = 0)
{
    private readonly double _upper = level + Length.CheckMargin(margin);
    private readonly double _lower = level - margin;
    private readonly bool _plain = margin == 0;
    private Crossover _cross;
    private sbyte _side;

    /// <summary>+1 when it has come over the level, -1 when it has come under, else 0.</summary>
    public int Update(double value)
    {
        if (_plain) return _cross.Update(value - _upper);
        sbyte side = value > _upper ? (sbyte)1 : value < _lower ? (sbyte)-1 : (sbyte)0;
        if (side == 0 || side == _side) return 0;
        bool known = _side != 0;
        _side = side;
        return known ? side : 0;
    }

    public readonly void Save(StateWriter writer)
    {
        _cross.Save(writer);
        writer.Write(_side);
    }

    public void Load(StateReader reader)
    {
        _cross.Load(reader);
        _side = reader.Read<sbyte>();
    }
}
