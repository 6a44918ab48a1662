using OtpNet;

namespace Astra.Live;

/// <summary>
/// Codes of the second factor, six digits every thirty seconds. A code is never given twice, and none that is about to end: then the next step is waited for.
/// </summary>
internal sealed class OneTimeCodes
{
    private const int StepSeconds = 30;
    private const double LeastLeftSeconds = 3;

    private static readonly System.Buffers.SearchValues<char> Base32 = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    private readonly Totp _totp;
    private readonly TimeProvider _time;
    private long _lastStep = -1;

    /// <exception cref="VendorException">The seed is not base32; final.</exception>
    /// <param name="vendor">For messages.</param>
    public OneTimeCodes(string vendor, Secret seed, TimeProvider time)
    {
        _time = time;
        string letters = seed.Reveal().Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).TrimEnd('=').ToUpperInvariant();
        // Checked by hand: the library's exception would repeat the seed's letters.
        if (letters.Length == 0 || letters.AsSpan().ContainsAnyExcept(Base32))
            throw new VendorException($"{vendor}: the TOTP seed is not base32 (letters A-Z and digits 2-7); copy it from the vendor's page once more") { IsFinal = true };
        _totp = new Totp(Base32Encoding.ToBytes(letters));
    }

    /// <summary>What is to be added to this machine's clock: a server told that it is off.</summary>
    public TimeSpan Correction { get; set; }

    /// <summary>One caller at a time.</summary>
    public async Task<string> NextAsync(CancellationToken stop)
    {
        for (; ; )
        {
            DateTimeOffset now = _time.GetUtcNow() + Correction;
            double seconds = (now - DateTimeOffset.UnixEpoch).TotalSeconds;
            long step = (long)Math.Floor(seconds / StepSeconds);
            double left = (step + 1) * StepSeconds - seconds;
            if (step > _lastStep && left >= LeastLeftSeconds)
            {
                _lastStep = step;
                return _totp.ComputeTotp(now.UtcDateTime);
            }
            // Timers round down to milliseconds; a moment into the step is soon enough. A step that is far ahead (a clock set back) is waited for too.
            double wait = Math.Max(left, (_lastStep + 1) * StepSeconds - seconds);
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(wait, StepSeconds) + 0.05), _time, stop).ConfigureAwait(false);
        }
    }
}
