using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Finished bars from before today's open, for each plan and its peers: what indicators must have seen to be worth anything at the open. Told in order of time over all
/// instruments, so that a strategy that watches others hears them side by side.
/// </summary>
internal sealed class WarmUp(HistoryDesk desk, SessionCalendar calendar, BarPublisher publisher, LiveFeedOptions options, TimeProvider time)
{
    private static readonly TimeSpan WordEvery = TimeSpan.FromSeconds(10);


    /// <summary>Asked at once; vendors keep their own limits by waiting.</summary>
    private const int AtOnce = 4;

    /// <summary>Bars told.</summary>
    public int Bars { get; private set; }

    /// <param name="today">Bars end before it begins (IST).</param>
    /// <param name="limit">Ends the asking; what has come until then counts.</param>
    public async Task RunAsync(DateOnly today, CancellationToken limit, CancellationToken stop)
    {
        IReadOnlyList<(int Instrument, int Minutes, int Bars)> needs = HistoryNeeds.WarmUps(options.Plans);
        if (needs.Count == 0 || !desk.IsOpen) return;
        List<(int Instrument, HistoryBar Bar)> found = [];
        int cold = 0, asked = 0;
        options.Tell?.Invoke(FormattableString.Invariant(
            $"warm-up: asking for {needs.Count} series of earlier bars, as fast as the vendor allows; the feeds connect after it, {options.WarmUpLimit.TotalSeconds:0} s from now at the latest"));
        using ITimer words = time.CreateTimer(
            _ => options.Tell?.Invoke(FormattableString.Invariant($"warm-up: {Volatile.Read(ref asked)} of {needs.Count} series have come")), null, WordEvery, WordEvery);
        try
        {
            await Parallel.ForEachAsync(needs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = limit }, async (need, token) =>
            {
                IReadOnlyList<HistoryBar>? bars = await AskAsync(need, today, token).ConfigureAwait(false);
                Interlocked.Increment(ref asked);
                lock (found)
                {
                    if (bars is null or { Count: 0 }) cold++;
                    else foreach (HistoryBar bar in bars) found.Add((need.Instrument, bar));
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            options.Tell?.Invoke($"the warm-up took longer than {options.WarmUpLimit}; it goes on with what has come");
        }
        lock (found)
        {
            Tell(found);
            options.Tell?.Invoke(FormattableString.Invariant($"warm-up: {Bars} bars of {needs.Count} series{(cold > 0 ? $", {cold} without history" : "")}"));
        }
    }

    private async Task<IReadOnlyList<HistoryBar>?> AskAsync((int Instrument, int Minutes, int Bars) need, DateOnly today, CancellationToken stop)
    {
        if (desk.Find(need.Instrument) is not { } instrument) return null;
        Timestamp from = HistoryNeeds.StartOf(calendar, instrument.Segment, today, need.Minutes, need.Bars);
        Timestamp to = Ist.At(today, TimeOnly.MinValue);
        IReadOnlyList<HistoryBar>? bars = await desk.AskAsync(need.Instrument, need.Minutes, from, to, stop).ConfigureAwait(false);
        return bars is null ? null : [.. bars.Where(bar => bar.Start >= from && bar.Start < to)];
    }

    private void Tell(List<(int Instrument, HistoryBar Bar)> found)
    {
        found.Sort((a, b) =>
        {
            int order = EndOf(in a.Bar).CompareTo(EndOf(in b.Bar));
            if (order == 0) order = a.Instrument.CompareTo(b.Instrument);
            return order == 0 ? a.Bar.IntervalMinutes.CompareTo(b.Bar.IntervalMinutes) : order;
        });
        foreach ((int instrument, HistoryBar bar) in found) publisher.Publish(InboundKind.WarmUp, instrument, in bar);
        Bars = found.Count;
    }

    private static Timestamp EndOf(in HistoryBar bar) => bar.Start + bar.IntervalMinutes * Timestamp.NanosPerMinute;
}
