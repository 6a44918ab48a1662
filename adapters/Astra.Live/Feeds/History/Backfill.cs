using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Minutes that were missed, from history, for the instruments that plans use: finished ones only, oldest first for each instrument, one hole after the
/// other. It gives up in time: a minute has no place any more once a later one is closed.
/// </summary>
internal sealed class Backfill(HistoryDesk desk, SessionCalendar calendar, BarPublisher publisher, LiveClock clock, TimeProvider time, LiveFeedOptions options) : IDisposable
{
    /// <summary>A vendor's last minute comes a few seconds after its end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly IReadOnlyList<int> _instruments = HistoryNeeds.Instruments(options.Plans);
    private readonly Dictionary<int, Timestamp> _filledUntil = [];

    /// <summary>Whether there is anything to fill, and anybody to ask.</summary>
    public bool IsPossible => _instruments.Count > 0 && desk.IsOpen;

    /// <summary>Fills from an instant of the exchange's clock until the last minute that has ended.</summary>
    /// <param name="wanted">Which of the instruments have the hole.</param>
    /// <param name="attempts">How often a newest minute that is not there yet is asked for.</param>
    /// <param name="passed">Hears the number of bars after the first pass, and after each later one that brought some.</param>
    public async Task RunAsync(Timestamp since, Func<int, bool> wanted, int attempts, Action<int> passed, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            using CancellationTokenSource limit = new(options.BackfillLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            List<int> open = [.. _instruments.Where(wanted)];
            Timestamp to = clock.Now.FloorTo(Timestamp.NanosPerMinute);
            for (int attempt = 1; attempt <= attempts; attempt++)
            {
                if (attempt > 1) await Task.Delay(Pause, time, either.Token).ConfigureAwait(false);
                int bars = await PassAsync(open, since.FloorTo(Timestamp.NanosPerMinute), to, stop, either.Token).ConfigureAwait(false);
                if (attempt == 1 || bars > 0) passed(bars);
                if (open.Count == 0 || either.IsCancellationRequested) break;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The limit, between two passes: what came was told.
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Asks once for each instrument; those that have all they can have leave the list.</summary>
    private async Task<int> PassAsync(List<int> open, Timestamp since, Timestamp to, CancellationToken stop, CancellationToken either)
    {
        int bars = 0;
        try
        {
            foreach (int instrument in open.ToArray())
            {
                (int count, bool complete) = await FillAsync(instrument, since, to, either).ConfigureAwait(false);
                bars += count;
                if (complete) open.Remove(instrument);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            options.Tell?.Invoke(FormattableString.Invariant($"the backfill took longer than {options.BackfillLimit}; {open.Count} instruments are not filled in"));
        }
        return bars;
    }

    private async Task<(int Bars, bool Complete)> FillAsync(int instrument, Timestamp since, Timestamp to, CancellationToken stop)
    {
        Timestamp from = _filledUntil.TryGetValue(instrument, out Timestamp filled) && filled > since ? filled : since;
        if (desk.Find(instrument) is not { } known || LastMinute(known, from, to) is not { } last) return (0, true);
        IReadOnlyList<HistoryBar>? bars = await desk.AskAsync(instrument, 1, from, to, stop).ConfigureAwait(false);
        if (bars is null) return (0, true);
        int count = 0;
        foreach (HistoryBar bar in bars)
        {
            if (bar.Start < from || bar.Start >= to || !IsTraded(known.Segment, bar.Start)) continue;
            publisher.Publish(InboundKind.Backfill, instrument, in bar);
            _filledUntil[instrument] = from = bar.Start + Timestamp.NanosPerMinute;
            count++;
        }
        // The newest minute may not be ready yet; or nothing was traded in it, and then asking again is all it costs.
        return (count, from > last);
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
