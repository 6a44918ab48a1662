using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// The approximate margin of one instrument and product on one day, ready for the hot path: integers only, nothing allocated. It looks at
/// one instrument alone; what a hedge saves is <see cref="PortfolioMargin"/>'s to say.
/// </summary>
/// <remarks>
/// Approximate: the clearing house scans sixteen scenarios of its own risk arrays, which are not here. The broker's margin call is the
/// authority.
/// </remarks>
public readonly struct MarginTerms
{
    private readonly ulong _multiplier;
    private readonly Price _strike;
    private readonly OptionRight _right;
    private readonly MarginRateSet _rates;
    private readonly int _onTop;
    private readonly InstrumentKind _kind;

    internal MarginTerms(Instrument instrument, MarginRateSet rates, DateOnly day)
    {
        _multiplier = (ulong)instrument.Multiplier;
        _rates = rates;
        _onTop = rates.Exposure;
        _kind = instrument.Kind;
        ExpiryDay = instrument.Expiry?.DayNumber ?? int.MaxValue;
        DaysToExpiry = instrument.Expiry is { } expiry ? expiry.DayNumber - day.DayNumber : int.MaxValue;
        if (instrument.Kind != InstrumentKind.Option) return;
        _strike = instrument.Strike;
        _right = instrument.Right;
        if (ExpiresToday) _onTop += rates.ShortOptionExpiryDay;
    }

    /// <summary>Margin of a future or share as a part of its value, and of a short option at the money as a part of the underlying's; basis points.</summary>
    public int BasisPointsOfValue => _rates.Initial + _onTop;

    /// <summary>True for an option: bought for its premium, sold on a margin.</summary>
    public bool IsOption => _right != OptionRight.None;

    /// <summary>True for what moves with an underlying: options, futures, and an index traded as its future; false for shares.</summary>
    internal bool IsDerivative => _kind is InstrumentKind.Option or InstrumentKind.Future or InstrumentKind.Index;

    internal bool IsCall => _right == OptionRight.Call;
    internal Price Strike => _strike;
    internal ulong Multiplier => _multiplier;
    internal MarginRateSet Rates => _rates;
    /// <summary>Exposure, and for a short option on its last day what is asked on top of it; basis points.</summary>
    internal int OnTopBasisPoints => _onTop;
    /// <summary>Day number of the last trading day; the largest int without one.</summary>
    internal int ExpiryDay { get; }
    /// <summary>Days left after today; the largest int without an expiry.</summary>
    internal int DaysToExpiry { get; }
    internal bool ExpiresToday => DaysToExpiry == 0;

    /// <summary>
    /// Approximate margin of a position, rounded up to the micro-rupee; zero or more, never falls when the quantity grows, and the largest
    /// <see cref="Money"/> where the amount would not fit.
    /// </summary>
    /// <param name="signedQuantity">In units as the instrument counts them; below zero for a short position.</param>
    /// <param name="last">Price of the instrument itself, zero or more.</param>
    /// <param name="underlying">Price of what an option is on; zero when not known, and the strike stands in. Read for short options only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative: a defect of the caller.</exception>
    public Money Required(long signedQuantity, Price last, Price underlying)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(last.Units);
        ArgumentOutOfRangeException.ThrowIfNegative(underlying.Units);
        UInt128 units = (UInt128)_multiplier * (signedQuantity < 0 ? (ulong)(-(signedQuantity + 1)) + 1 : (ulong)signedQuantity);
        if (units > long.MaxValue) return BasisPoints.Largest;
        if (!IsOption) return BasisPoints.Of(BasisPoints.Value(last.Units, (ulong)units), _rates.Initial + _onTop);
        return signedQuantity >= 0
            ? BasisPoints.Of(BasisPoints.Value(last.Units, (ulong)units), MarginRateSet.One)
            : ShortOption((ulong)units, underlying.Units > 0 ? underlying : _strike);
    }

    /// <summary>The larger of a future's margin less what the option is out of the money, and the floor; and what is asked on top.</summary>
    private Money ShortOption(ulong units, Price underlying)
    {
        long distance = Math.Max(0, _right == OptionRight.Call ? _strike.Units - underlying.Units : underlying.Units - _strike.Units);
        UInt128 value = BasisPoints.Value(underlying.Units, units);
        Money scan = BasisPoints.Of(value, _rates.Initial);
        Money away = BasisPoints.Of(BasisPoints.Value(distance, units), MarginRateSet.One);
        Money floor = BasisPoints.Of(value, _rates.ShortOptionFloor);
        Money least = scan > away && scan - away > floor ? scan - away : floor;
        Money onTop = BasisPoints.Of(value, _onTop);
        return least.Micros > long.MaxValue - onTop.Micros ? BasisPoints.Largest : least + onTop;
    }
}
