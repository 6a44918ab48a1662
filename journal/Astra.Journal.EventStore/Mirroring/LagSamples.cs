namespace Astra.Journal.EventStore;

/// <summary>
/// When which sequence was first seen to be durable, so that the age of what is not acknowledged can be told. A bounded number of samples: when they are full every second
/// one goes, and the age is then told too long rather than too short.
/// </summary>
internal sealed class LagSamples(TimeProvider time)
{
    private const int Most = 512;

    private readonly List<(long Sequence, long Stamp)> _samples = new(Most);
    private readonly Lock _lock = new();

    public void Seen(long sequence)
    {
        lock (_lock)
        {
            if (_samples.Count > 0 && _samples[^1].Sequence >= sequence) return;
            if (_samples.Count == Most)
            {
                // Each sample that stays speaks for the one behind it that goes: the pair's later sequence with the earlier time.
                for (int i = 0; i < Most / 2; i++) _samples[i] = (_samples[2 * i + 1].Sequence, _samples[2 * i].Stamp);
                _samples.RemoveRange(Most / 2, Most / 2);
            }
            _samples.Add((sequence, time.GetTimestamp()));
        }
    }

    /// <summary>How long the oldest event behind <paramref name="acknowledged"/> has been durable; zero when there is none.</summary>
    public TimeSpan OldestBehind(long acknowledged)
    {
        lock (_lock)
        {
            int gone = _samples.FindIndex(sample => sample.Sequence > acknowledged);
            _samples.RemoveRange(0, gone < 0 ? _samples.Count : gone);
            return _samples.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_samples[0].Stamp);
        }
    }
}
