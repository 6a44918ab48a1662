using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Trades a spread back to its mean: in against a score beyond the entry, out when it has come back to the exit, has gone further to the
/// stop, or has taken too long. After a stop or a trade that took too long the score must first come back inside the exit.
/// </summary>
/// <param name="entry">Standard deviations, greater than the exit.</param>
/// <param name="exit">Standard deviations from the mean, 0 or more.</param>
/// <param name="beyond">Standard deviations beyond the entry at which the idea is wrong.</param>
/// <param name="longest">Bars that a trade may take.</param>
internal struct ReversionRule(double entry, double exit, double beyond, int longest)
{
    private sbyte _side;
    private bool _spent;
    private int _bars;

    /// <summary>+1 holds the spread, -1 is short of it, 0 is out.</summary>
    public readonly int Side => _side;

    /// <summary>True when the side changed.</summary>
    public bool Update(double score, bool mayEnter)
    {
        double distance = Math.Abs(score);
        if (_side != 0)
        {
            _bars++;
            double back = score * _side;
            bool wrong = back <= -(entry + beyond) || _bars >= longest;
            if (!wrong && back < -exit) return false;
            _spent = wrong;
            _side = 0;
            return true;
        }
        if (distance <= exit) _spent = false;
        if (!mayEnter || _spent || distance < entry || distance >= entry + beyond) return false;
        _side = (sbyte)(score > 0 ? -1 : 1);
        _bars = 0;
        return true;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_side);
        writer.Write(_spent);
        writer.Write(_bars);
    }

    public void Load(StateReader reader)
    {
        _side = reader.Read<sbyte>();
        _spent = reader.Read<bool>();
        _bars = reader.Read<int>();
    }
}
