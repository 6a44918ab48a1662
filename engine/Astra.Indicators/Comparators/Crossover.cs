using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// When a difference of two lines changes side: up when it was zero or under and is now over zero, down when it was zero or over and is
/// now under. The first difference never signals. Feed it only where the difference is defined; on prices feed an exact one
/// (<see cref="SmaDifference.Sign"/>), since rounding turns a tie into a crossing.
/// </summary>
public struct Crossover
{
    private sbyte _side;
    private sbyte _started;

    /// <summary>+1 on a crossover, -1 on a crossunder, else 0.</summary>
    public int Update(double difference) => Turn(difference > 0 ? 1 : difference < 0 ? -1 : 0);

    /// <summary>The same for a difference in whole units.</summary>
    public int Update(long difference) => Turn(difference > 0 ? 1 : difference < 0 ? -1 : 0);

    private int Turn(int side)
    {
        int crossing = _started != 0 && side != 0 && _side * side <= 0 ? side : 0;
        _side = (sbyte)side;
        _started = 1;
        return crossing;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_side);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _side = reader.Read<sbyte>();
        _started = reader.Read<sbyte>();
    }
}
