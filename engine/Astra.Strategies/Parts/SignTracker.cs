using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Tells when a difference of two lines changes sign. The first sign seen is no crossing, and a touch of zero is none either: only
/// arriving on the other side counts.
/// </summary>
internal struct SignTracker
{
    private sbyte _side;

    /// <summary>+1 on a crossing upwards, -1 downwards, else 0.</summary>
    public int Update(double difference)
    {
        sbyte side = (sbyte)Math.Sign(difference);
        if (side == 0 || side == _side) return 0;
        bool crossed = _side != 0;
        _side = side;
        return crossed ? side : 0;
    }

    public readonly void Save(StateWriter writer) => writer.Write(_side);

    public void Load(StateReader reader) => _side = reader.Read<sbyte>();
}
