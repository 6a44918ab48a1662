using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Tells when a difference leaves zero or the other side: up from zero or below, down from zero or above. The first value is no crossing.
/// Unlike <see cref="SignTracker"/> it counts a return from a touch of zero (+, 0, +) as a crossing once more.
/// </summary>
internal struct ZeroCross
{
    private sbyte _previous;
    private bool _hasPrevious;

    /// <param name="sign">Of the difference: -1, 0 or 1.</param>
    /// <returns>+1 on a crossing upwards, -1 downwards, else 0.</returns>
    public int Update(int sign)
    {
        bool crossed = _hasPrevious && sign != 0 && sign != _previous;
        _previous = (sbyte)sign;
        _hasPrevious = true;
        return crossed ? sign : 0;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_previous);
        writer.Write(_hasPrevious);
    }

    public void Load(StateReader reader)
    {
        _previous = reader.Read<sbyte>();
        _hasPrevious = reader.Read<bool>();
    }
}
