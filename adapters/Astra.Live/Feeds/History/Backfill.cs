using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Minutes that were missed, from history, for the instruments that plans use: finished ones only, oldest first for each instrument, one hole after the
/// other. It runs beside the feed and gives up in time: what is not there soon after the next minute is of no use any more.
/// </summary>
internal sealed class Backfill(HistoryDesk desk, SessionCalendar calendar, BarPublisher publisher, LiveClock clock, TimeProvider time, LiveFeedOptions options) : IDisposable
{
    private const int Attempts = 3;

    /// <summary>A vendor's last minute comes a few seconds after its end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly IReadOnlyList<int> _instruments = HistoryNeeds.Instruments(options.Plans);

    /// <summary>Whether there is anything to fill, and anybody to ask.</summary>
    public bool IsPossible => _instruments.Count > 0 && desk.IsOpen;

    /// <summary>Fills from an instant of the exchange's clock until the last minute that has ended; returns the number of bars.</summary>
    /// <param name="wanted">Which of the instruments have the hole.</param>
    public async Task<int> RunAsync(Timestamp since, Func<int, bool> wanted, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop).ConfigureAwait(false);
        using CancellationTokenSource limit = new(options.BackfillLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        int bars = 0;
        try
        {
            Dictionary<int, Timestamp> next = [];
            foreach (int instrument in _instruments)
                if (wanted(instrument)) next[instrument] = since.FloorTo(Timestamp.NanosPerMinute);
            Timestamp to = clock.Now.FloorTo(Timestamp.NanosPerMinute);
            for (int attempt = 1; next.Count > 0; attempt++)
            {
                foreach (int instrument in _instruments)
                    if (next.TryGetValue(instrument, out Timestamp from)) bars += await FillAsync(instrument, from, to, next, either.Token).ConfigureAwait(false);
                if (next.Count == 0 || attempt == Attempts) break;
                await Task.Delay(Pause, time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            options.Tell?.Invoke(FormattableString.Invariant($"the backfill took longer than {options.BackfillLimit}; {bars} bars have come"));
        }
        finally
        {
            _oneAtATime.Release();
        }
        return bars;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<int> FillAsync(int instrument, Timestamp from, Timestamp to, Dictionary<int, Timestamp> next, CancellationToken stop)
    {
        next.Remove(instrument);
        if (desk.Find(instrument) is not { } known || LastMinute(known, from, to) is not { } last) return 0;
        IReadOnlyList<HistoryBar>? bars = await desk.AskAsync(instrument, 1, from, to, stop).ConfigureAwait(false);
        if (bars is null) return 0;
        int count = 0;
        foreach (HistoryBar bar in bars)
        {
            if (bar.Start < from || bar.Start >= to || !IsTraded(known.Segment, bar.Start)) continue;
            publisher.Publish(InboundKind.Backfill, instrument, in bar);
            from = bar.Start + Timestamp.NanosPerMinute;
            count++;
        }
        // The newest minute may not be ready yet; or nothing was traded in it, and then asking again is all it costs.
        if (from <= last) next[instrument] = from;
        return count;
    }

    /// <summary>Start of the last traded minute in [from, to); null when there is none.</summary>
    private Timestamp? LastMinute(Instrument instrument, Timestamp from, Timestamp to)
    {
        for (Timestamp minute = to - Timestamp.NanosPerMinute; minute >= from; minute -= Timestamp.NanosPerMinute)
            if (IsTraded(instrument.Segment, minute)) return minute;
        return null;
    }

    private bool IsTraded(Segment segment, Timestamp at)
    {
        foreach (TradingSession session in calendar.SessionsOn(segment, Ist.DateOf(at)))
            if (session.Contains(at)) return true;
        return false;
    }
}
