using System.Globalization;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// The data watchdog of one connection, on the monotonic clock: heartbeats prove that a gateway lives, only ticks prove that ticks flow. Also gives the dialect its pulse.
/// </summary>
internal sealed class StreamWatch(StreamContext context, StreamHours hours, IStreamSender sender)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    private long _firstData;
    private long _lastData;

    /// <summary>From the first data of this connection to its last, to a second.</summary>
    public TimeSpan Flowed => _firstData == 0 ? TimeSpan.Zero : context.Time.GetElapsedTime(_firstData, _lastData);

    /// <summary>Watches until data stays away for too long, or <paramref name="over"/>.</summary>
    public async Task<StreamEnd> RunAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(Pulse, context.Time);
        long seen = context.Counts.Data;
        long silentFrom = context.Time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
        {
            // First the gate: who has waited behind a slow consumer must not count that as silence.
            if (Beat() is { } defect) return defect;
            long now = context.Time.GetTimestamp();
            Timestamp wall = context.Now;
            long data = context.Counts.Data;
            if (data != seen)
            {
                (seen, silentFrom, _lastData) = (data, now, now);
                if (_firstData == 0) _firstData = now;
                hours.Mark(wall);
                continue;
            }
            if (!hours.IsOpen(wall))
            {
                silentFrom = now;
                continue;
            }
            TimeSpan limit = context.Options.SilenceLimit(wall);
            if (context.Time.GetElapsedTime(silentFrom, now) >= limit)
                return new StreamEnd(FeedCause.Silence, string.Create(CultureInfo.InvariantCulture, $"connected, but no data for {limit.TotalSeconds:0.#} s"));
        }
        throw new OperationCanceledException(over);
    }

    private StreamEnd? Beat()
    {
        lock (context.Gate)
        {
            try
            {
                context.Dialect.OnPulse(sender);
                return null;
            }
            catch (Exception e) when (e is not EngineStoppedException)
            {
                return StreamEnd.Defect("the pulse", e);
            }
        }
    }
}
