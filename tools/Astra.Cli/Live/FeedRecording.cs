using System.Diagnostics;
using Astra.Adapters.Recordings;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>A vendor's feed onto a recording. The wall clock alone says how long.</summary>
internal static class FeedRecording
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromMinutes(1);

    /// <exception cref="VendorException">The vendor cannot be reached or refuses.</exception>
    /// <exception cref="IOException">The recording cannot be written.</exception>
    public static async Task<FeedRecordingResult> RunAsync(FeedRequest request, string path, CancellationToken interrupt)
    {
        RecordingPath.RequirePlace(path);
        if (request.Frames is { } file) RecordingPath.RequireOther(path, file);
        VendorPlace place = request.Vendors[0];
        IVendor vendor = Vendors.Open(place);
        await using (vendor.ConfigureAwait(false))
        {
            await vendor.SignInAsync(interrupt).ConfigureAwait(false);
            IReadOnlyList<FeedInstrument> instruments = InstrumentChoice.Of(await vendor.LoadMasterAsync(interrupt).ConfigureAwait(false), request.Instruments);
            IMarketFeed feed = vendor.CreateFeed(instruments, request.Detail);
            string source = FormattableString.Invariant($"{vendor.Name} live, {Count.Of(instruments.Count, "instrument")}, recorded {Ist.DateOf(Now):yyyy-MM-dd}");
            Terminal.Say($"{source} to {path}{(request.For is { } span ? FormattableString.Invariant($" for {span.TotalSeconds:0.###} s") : "")}; Ctrl-C ends it");
            using FrameTape? frames = request.Frames is { } name ? new FrameTape(name, TimeProvider.System) : null;
            return await RecordAsync(request, feed, instruments, frames, path, source, interrupt).ConfigureAwait(false);
        }
    }

    private static Timestamp Now => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    private static async Task<FeedRecordingResult> RecordAsync(
        FeedRequest request, IMarketFeed feed, IReadOnlyList<FeedInstrument> instruments, FrameTape? frames, string path, string source, CancellationToken interrupt)
    {
        using RecordingWriter writer = new(path, source, instruments.Select(i => i.Instrument));
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        TickTape tape = new(writer);
        using TickPort port = new(tape, failed: end.Cancel);
        FeedDoor door = new(port, 0, instruments, feed.Name, Terminal.Say, frames);
        long began = Stopwatch.GetTimestamp();
        if (request.For is { } span) end.CancelAfter(span);
        Task running = feed.RunAsync(door, end.Token);
        while (await Task.WhenAny(running, Task.Delay(StatusEvery, CancellationToken.None)).ConfigureAwait(false) != running) TellStatus(door, tape);
        await running.ConfigureAwait(false);
        TimeSpan duration = Stopwatch.GetElapsedTime(began);
        bool early = !end.IsCancellationRequested;
        door.Close();
        port.Drain();
        tape.Flush();
        RecordingHeader header = writer.Complete(interrupt.IsCancellationRequested ? "interrupted" : early ? "ended by the feed" : null);
        frames?.Complete();
        FeedStatus status = door.Health.Status;
        bool any = header.Counts.Total > 0;
        return new FeedRecordingResult(
            path, source, instruments.Count, header.Counts.Total, door.Accepted, door.Rejects.ToDictionary(r => r.Name, r => r.Count), tape.Late,
            status.Reconnects, tape.Gaps, [.. tape.NotSubscribed.Select(id => instruments[id].TradingSymbol)],
            Math.Round(duration.TotalSeconds, 3), any ? header.First.ToString() : null, any ? header.Last.ToString() : null,
            tape.SmallestDelay / 1e6, frames?.Path, frames?.Frames, interrupt.IsCancellationRequested, WhyStopped(door, status, early));
    }

    /// <summary>A feed that ends by itself has given up; one that never stood was never there.</summary>
    private static string? WhyStopped(FeedDoor door, FeedStatus status, bool early)
    {
        if (early) return $"{door.Name}: {(door.Health.LastWords.Length > 0 ? door.Health.LastWords : "the feed has ended by itself")}";
        return status.State is Core.FeedState.None or Core.FeedState.Reconnecting && door.Accepted == 0
            ? $"{door.Name}: there was no connection in all that time; look at the address and the messages above"
            : null;
    }

    private static void TellStatus(FeedDoor door, TickTape tape)
    {
        FeedStatus status = door.Health.Status;
        string age = status.LastTickAge is { } last ? FormattableString.Invariant($", last {last.TotalSeconds:0.0} s ago") : "";
        Terminal.Say(FormattableString.Invariant($"{door.Name}: {tape.Ticks:N0} records{age}, {status.Reconnects} reconnects, {status.Gaps} gaps"));
    }
}
