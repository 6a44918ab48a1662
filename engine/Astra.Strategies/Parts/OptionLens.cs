using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Looks at one option through its underlying: Black's formula of 1976 where that is a future, that of Black, Scholes and Merton where it
/// is a share or an index.
/// </summary>
/// <param name="rate">Continuous interest rate per year.</param>
/// <param name="closeMinute">Minute of the day, IST, at which the option expires.</param>
internal readonly struct OptionLens(Instrument option, Instrument underlying, double rate, int closeMinute)
{
    private readonly Timestamp _expiry = Ist.At(option.Expiry!.Value, TimeOnly.MinValue) + closeMinute * Timestamp.NanosPerMinute;
    private readonly bool _onFuture = underlying.Kind == InstrumentKind.Future;
    private readonly double _strike = option.Strike.Rupees;
    private readonly OptionRight _right = option.Right;

    /// <summary>Years of 365 days to expiry; 0 from expiry on.</summary>
    public double Years(Timestamp now) => YearFraction.Between(now, _expiry);

    /// <summary>Volatility per year that a price implies.</summary>
    public ImpliedVolatility Implied(Timestamp now, double price, double underlyingPrice) => _onFuture
        ? new Black76Option(_right, underlyingPrice, _strike, Years(now), rate).ImpliedVolatility(price)
        : new BlackScholesOption(_right, underlyingPrice, _strike, Years(now), rate).ImpliedVolatility(price);

    /// <summary>Rupees of the option per rupee of the underlying; 0 from expiry on, and where no model price exists.</summary>
    public double Delta(Timestamp now, double underlyingPrice, double volatility)
    {
        double years = Years(now);
        if (years <= 0) return 0;
        double delta = _onFuture
            ? new Black76Option(_right, underlyingPrice, _strike, years, rate).Value(volatility).Delta
            : new BlackScholesOption(_right, underlyingPrice, _strike, years, rate).Value(volatility).Delta;
        return double.IsFinite(delta) ? delta : 0;
    }
}
