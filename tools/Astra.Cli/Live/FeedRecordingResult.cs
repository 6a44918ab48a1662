using System.Globalization;

namespace Astra.Cli;

/// <summary>What <c>astra record --feed --json</c> prints.</summary>
/// <param name="Instruments">Asked for.</param>
/// <param name="Ticks">Records in the recording; a message with a touch and depth makes two.</param>
/// <param name="Accepted">Messages of the feed that became ticks.</param>
/// <param name="Rejected">What did not become a tick, or with a remark only, by reason.</param>
/// <param name="Late">Records that came more than thirty seconds behind newer ones and are not in the recording.</param>
/// <param name="Gaps">Times of which ticks may be missing.</param>
/// <param name="NotSubscribed">Trading symbols of which nothing came although they were asked for twice.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="ClockSkewMs">
/// By how much this machine's clock is ahead of the exchange's (behind: negative), the shortest way from there included: up to a second or so is usual.
/// Null where it cannot be told: without ticks, or with a feed that carries no exchange time.
/// </param>
/// <param name="Stopped">Why the feed gave up before its time; null when it did not.</param>
internal sealed record FeedRecordingResult(
    string Recording, string Source, int Instruments, long Ticks, long Accepted, IReadOnlyDictionary<string, long> Rejected, long Late, int Reconnects, int Gaps,
    IReadOnlyList<string> NotSubscribed, double Duration, string? First, string? Last, double? ClockSkewMs, string? Frames, long? RawFrames, bool Interrupted, string? Stopped)
{
    public string Command => "record";

    public IEnumerable<string> Lines()
    {
        yield return Text($"{Recording}: {Source}");
        yield return Text($"{Count.Of(Ticks, "record")} of {Count.Of(Instruments, "instrument")} in {Duration:N1} s{(First is null ? "" : $", {First} to {Last}")}");
        yield return Text($"accepted {Accepted:N0}; rejected or remarked upon: {(Rejected.Count == 0 ? "none" : string.Join(", ", Rejected.Select(r => Text($"{r.Key} {r.Value:N0}"))))}; late {Late:N0}");
        yield return Text($"{Count.Of(Reconnects, "reconnect")}, {Count.Of(Gaps, "gap")}{(ClockSkewMs is null ? "" : $"; ticks arrive {ClockSkewMs:N0} ms after their exchange time at best")}");
        if (NotSubscribed.Count > 0) yield return Text($"nothing came of {InstrumentChoice.Some(NotSubscribed)}");
        if (Frames is not null) yield return Text($"{RawFrames:N0} raw frames in {Frames}");
        if (Interrupted) yield return "interrupted: what came until then is recorded";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
