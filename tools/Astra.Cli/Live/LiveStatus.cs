using System.Diagnostics;
using System.Text.Json;
using Astra.Core;
using Astra.Host;
using Astra.Live;

namespace Astra.Cli;

/// <summary>A line a minute on stderr about a live session. Latencies count from the message's arrival on this machine, on a sample of the minute's events.</summary>
/// <param name="journal">What is told of a server that the journal goes to; null for nothing.</param>
internal sealed class LiveStatus(LiveFeed feed, Func<string?> journal)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long _last = Stopwatch.GetTimestamp();
    private readonly LatencyHistogram _counted = new();
    private long _ticks = -1;

    /// <summary>A feed's state as reports write it.</summary>
    public static string NameOf(FeedState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    /// <summary>Called about ten times a second.</summary>
    public void Show(EngineProgress progress)
    {
        if (_ticks < 0) _ticks = progress.Ticks;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_last);
        if (elapsed < Every) return;
        double rate = (progress.Ticks - _ticks) / elapsed.TotalSeconds;
        (_last, _ticks) = (Stopwatch.GetTimestamp(), progress.Ticks);
        TimeSpan? age = feed.Status.Select(s => s.LastTickAge).Where(a => a is not null).DefaultIfEmpty(null).Min();
        string tick = age is { } last ? FormattableString.Invariant($", last tick {last.TotalSeconds:0.0} s ago") : ", no tick yet";
        LatencyHistogram minute = progress.ToDecision.TakeSince(_counted);
        string latency = minute.Count == 0 ? ""
            : FormattableString.Invariant($", decided in {Micros(minute.Percentile(50))} µs (p99 {Micros(minute.Percentile(99))}, worst {Micros(minute.Max)})");
        string states = string.Join(", ", feed.Status.Select(s => $"{s.Name} {NameOf(s.State)}"));
        Terminal.Say(FormattableString.Invariant(
            $"{progress.ExchangeTime}: {rate:N0} ticks/s{tick}{latency}, {progress.Applied - progress.Durable:N0} events not yet durable{(journal() is { } note ? $", {note}" : "")}, {states}"));
    }

    private static string Micros(long nanos) => FormattableString.Invariant($"{nanos / 1e3:N0}");
}
