using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The last scores of an advisor, each weighted by its confidence and halved in strength every half-life. Their sum is cut to -1 to 1: much news
/// of one kind is no more than certain. A seventeenth score takes the place of the oldest.
/// </summary>
internal struct ScoreMemory
{
    private const int Kept = 16;
    private const double Ln2 = 0.69314718055994531;

    private readonly long[] _times = new long[Kept];
    private readonly double[] _weights = new double[Kept];
    private readonly int[] _halfLives = new int[Kept];
    private int _next;
    private int _count;

    public ScoreMemory()
    {
    }

    /// <summary>Takes a score; false for one that is no score (a figure that is not finite or out of its range), which is passed over.</summary>
    public bool Add(in MarketScore score)
    {
        if (!(score.Value is >= -1 and <= 1 && score.Confidence is >= 0 and <= 1) || score.HalfLifeSeconds < 0) return false;
        _times[_next] = score.Time.UnixNanos;
        _weights[_next] = score.Value * score.Confidence;
        _halfLives[_next] = score.HalfLifeSeconds;
        if (++_next == Kept) _next = 0;
        if (_count < Kept) _count++;
        return true;
    }

    /// <summary>-1 to 1. A score from after the instant counts as fresh.</summary>
    public readonly double At(Timestamp now)
    {
        double sum = 0;
        for (int i = 0; i < _count; i++)
        {
            double age = Math.Max(0, now.UnixNanos - _times[i]) / (double)Timestamp.NanosPerSecond;
            sum += _halfLives[i] == 0 ? _weights[i] : _weights[i] * PinnedMath.Exp(-Ln2 * age / _halfLives[i]);
        }
        return Math.Clamp(sum, -1, 1);
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_times);
        writer.WriteSpan<double>(_weights);
        writer.WriteSpan<int>(_halfLives);
        writer.Write(_next);
        writer.Write(_count);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_times);
        reader.ReadInto<double>(_weights);
        reader.ReadInto<int>(_halfLives);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        if ((uint)_next >= Kept || (uint)_count > Kept) throw new StateFormatException($"a memory of {Kept} scores cannot stand at {_next} with {_count} held");
    }
}
