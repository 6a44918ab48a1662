using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The side a strategy last asked for, so that it says Exit once and only when it had entered. The engine may have left earlier (a stop,
/// the square-off); an Exit then finds nothing to close. Entries never depend on it.
/// </summary>
internal struct Stance
{
    private sbyte _side;

    /// <summary>+1 long, -1 short, 0 out.</summary>
    public readonly int Side => _side;

    /// <summary>Enters on a side, +1 or -1.</summary>
    public StrategyAction Enter(int side)
    {
        _side = (sbyte)side;
        return side > 0 ? StrategyAction.EnterLong : StrategyAction.EnterShort;
    }

    /// <summary>Leaves, when in.</summary>
    public StrategyAction Leave()
    {
        if (_side == 0) return StrategyAction.None;
        _side = 0;
        return StrategyAction.Exit;
    }

    public readonly void Save(StateWriter writer) => writer.Write(_side);

    public void Load(StateReader reader) => _side = reader.Read<sbyte>();
}
