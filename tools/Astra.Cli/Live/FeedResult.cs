namespace Astra.Cli;

/// <summary>What a live session's feeds lived through, all together and each by itself.</summary>
/// <param name="Accepted">Messages that became ticks.</param>
/// <param name="Rejected">What did not become a tick, or with a remark only, by reason.</param>
/// <param name="Gaps">Times of which ticks may be missing.</param>
/// <param name="Stale">Times at which a connection, or an instrument that ticked regularly, fell silent.</param>
/// <param name="Backfilled">Minutes that were filled in from history.</param>
/// <param name="WarmUpBars">Bars from before, which the plans' indicators learned from.</param>
/// <param name="Failovers">Times at which another feed took the lead.</param>
/// <param name="ClockSkewMs">By how much this machine's clock was ahead of the exchange's when that was told last (behind: negative); null when it never was worth telling.</param>
/// <param name="Quarantine">File with the first frames of each reason; null when there are none.</param>
/// <param name="Stopped">Why no feed was left before the session's time; null when one was.</param>
internal sealed record FeedResult(
    long Accepted, IReadOnlyDictionary<string, long> Rejected, int Reconnects, int Gaps, int Stale, long Backfilled, int WarmUpBars, int Failovers, double? ClockSkewMs,
    string? Quarantine, string? Frames, string? Stopped, IReadOnlyList<OneFeedResult> Feeds);

/// <param name="State">As it ended.</param>
/// <param name="Silent">Symbols that ticked regularly and were silent at the end.</param>
/// <param name="NotSubscribed">Symbols of which nothing came although they were asked for twice.</param>
internal sealed record OneFeedResult(
    string Name, string State, long Accepted, IReadOnlyDictionary<string, long> Rejected, int Reconnects, int Gaps, long Backfilled, IReadOnlyList<string> Silent,
    IReadOnlyList<string> NotSubscribed, long RingWaits);

/// <param name="File">The shadow log.</param>
/// <param name="Orders">That would have been sent, those of before a resume included.</param>
/// <param name="Problems">Of them those that the vendor would not have taken; the log says why.</param>
/// <param name="Sent">Orders that have left: none ever does in this mode.</param>
internal sealed record ShadowOrdersResult(string File, int Orders, int Problems, int Sent);
