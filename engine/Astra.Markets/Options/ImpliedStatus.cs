namespace Astra.Markets;

/// <summary>What a price says about volatility.</summary>
public enum ImpliedStatus : byte
{
    /// <summary>Nothing was asked, or there was no price.</summary>
    None = 0,
    Ok = 1,
    /// <summary>
    /// The price is the discounted intrinsic value to within rounding (out of the money: below 1e-290 of the strike), so any small enough volatility gives it;
    /// zero is returned.
    /// </summary>
    NoTimeValue = 2,
    /// <summary>The price is less than exercise is worth: stale, crossed, or from another forward.</summary>
    BelowIntrinsic = 3,
    /// <summary>A call at or above its forward or a put at or above its strike, discounted: no volatility is high enough.</summary>
    AboveMaximum = 4,
    /// <summary>No time is left, so volatility has no meaning.</summary>
    Expired = 5,
    /// <summary>A price, strike or forward that is not a positive number, a ratio of forward and strike beyond 1e±100, or no right.</summary>
    InvalidInput = 6,
}
