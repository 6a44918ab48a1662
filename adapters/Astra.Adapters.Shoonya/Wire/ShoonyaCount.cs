using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>Something about a frame that is counted.</summary>
/// <param name="Field">Name of the field for <see cref="TickReject.BadField"/>, else empty.</param>
public readonly record struct ShoonyaCount(TickReject Reason, string Field)
{
    /// <summary>The word of the merge contract: <c>bad-json</c>, <c>bad-field:lp</c>, <c>ft-back</c>.</summary>
    public override string ToString() => Reason switch
    {
        TickReject.BadJson => "bad-json",
        TickReject.UnknownType => "unknown-type",
        TickReject.NoToken => "no-token",
        TickReject.AmbiguousToken => "ambiguous-token",
        TickReject.NotSubscribed => "not-subscribed",
        TickReject.UpdateBeforeSnapshot => "update-before-snapshot",
        TickReject.BadField => "bad-field:" + Field,
        TickReject.BadFeedTime => "bad-ft",
        TickReject.FeedTimeBack => "ft-back",
        TickReject.VolumeFell => "volume-fell",
        _ => Reason.ToString(),
    };
}
