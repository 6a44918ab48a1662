using Astra.Live;
using OtpNet;

namespace Astra.Adapters.Shoonya;

/// <summary>One-time codes by the clock (TOTP). No code twice, and none that would be stale when it arrives.</summary>
internal sealed class OneTimeCodes(Secret secret, TimeProvider time)
{
    private const int StepSeconds = 30;
    private const int LeastLeft = 3;

    private long _lastStep = -1;

    public async ValueTask<string> NextAsync(CancellationToken stop)
    {
        Totp codes = Make();
        while (true)
        {
            DateTimeOffset now = time.GetUtcNow();
            long step = now.ToUnixTimeSeconds() / StepSeconds;
            TimeSpan left = DateTimeOffset.FromUnixTimeSeconds((step + 1) * StepSeconds) - now;
            if (step != _lastStep && left >= TimeSpan.FromSeconds(LeastLeft))
            {
                _lastStep = step;
                return codes.ComputeTotp(now.UtcDateTime);
            }
            // Timers count whole milliseconds.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, stop).ConfigureAwait(false);
        }
    }

    private Totp Make()
    {
        try
        {
            return new Totp(Base32Encoding.ToBytes(secret.Reveal().Replace(" ", "", StringComparison.Ordinal)), StepSeconds);
        }
        catch (ArgumentException)
        {
            // The library's message would show a letter of the secret.
            throw new VendorException("Shoonya: the TOTP secret is not base32; copy the setup key that the portal shows beside the QR code") { IsFinal = true };
        }
    }
}
