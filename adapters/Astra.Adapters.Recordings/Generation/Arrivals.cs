namespace Astra.Adapters.Recordings;

/// <summary>
/// When an instrument's ticks arrive: a Hawkes process with an exponential kernel, simulated exactly by thinning (Ogata, 1981). Each tick
/// makes others likelier for a fraction of a second, so that ticks come in bursts as they do in a real market; the base rate follows
/// the minute of the day.
/// </summary>
internal sealed class Arrivals
{
    /// <summary>Ticks caused by another tick, in the mean: two in three, in the range measured on liquid contracts.</summary>
    private const double Branching = 0.65;
    /// <summary>How fast the excitement dies, per second.</summary>
    private const double Decay = 5.0;

    private readonly RandomStream _random;
    private readonly double[] _base = new double[DayMood.Minutes];
    private double _time;
    private double _excitement;

    /// <param name="expected">Ticks in each minute, in the mean; 0 while shut.</param>
    public Arrivals(RandomStream random, ReadOnlySpan<double> expected)
    {
        _random = random;
        for (int minute = 0; minute < _base.Length; minute++) _base[minute] = expected[minute] / 60 * (1 - Branching);
        MoveNext();
    }

    /// <summary>Seconds since midnight of the next tick; infinite after the last.</summary>
    public double Next { get; private set; }

    public void MoveNext()
    {
        while (true)
        {
            int minute = (int)(_time / 60);
            if (minute >= DayMood.Minutes)
            {
                Next = double.PositiveInfinity;
                return;
            }
            double end = (minute + 1) * 60.0;
            double rate = _base[minute];
            if (rate == 0)
            {
                _time = end;
                _excitement = 0;
                continue;
            }
            double bound = rate + _excitement;
            double wait = _random.Exponential() / bound;
            if (_time + wait >= end)
            {
                _excitement *= PinnedMath.Exp(-Decay * (end - _time));
                _time = end;
                continue;
            }
            _time += wait;
            _excitement *= PinnedMath.Exp(-Decay * Math.Min(wait, 60));
            if (_random.Uniform() * bound > rate + _excitement) continue;
            _excitement += Branching * Decay;
            Next = _time;
            return;
        }
    }
}
