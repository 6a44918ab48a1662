using Astra.Markets;

namespace Astra.Costs;

/// <summary>The capital rule and the margin of one instrument and product on one day, ready for the hot path: integers only, nothing allocated.</summary>
public readonly struct CapitalTerms
{
    private readonly Money _minimum;
    private readonly int _maximumShare;
    private readonly int _cushion;
    private readonly int _lot;

    internal CapitalTerms(Instrument instrument, MarginTerms margin, CapitalRule rule)
    {
        Margin = margin;
        Class = rule.Class;
        _minimum = rule.Minimum;
        _maximumShare = rule.MaximumShare;
        _cushion = rule.Cushion;
        _lot = instrument.LotSize;
    }

    /// <summary>The margin without a cushion.</summary>
    public MarginTerms Margin { get; }

    public CapitalClass Class { get; }

    /// <summary>Least capital for the class; zero: none.</summary>
    public Money MinimumCapital => _minimum;

    /// <summary>Largest part of the capital that one order's need may be, basis points.</summary>
    public int MaximumShareBasisPoints => _maximumShare;

    /// <summary>Kept free beside the margin, basis points of the margin.</summary>
    public int CushionBasisPoints => _cushion;

    /// <summary>Whether a capital can buy one lot, the least that can be traded.</summary>
    public Feasibility CheckLot(Money capital, Price last, Price underlying) => Check(capital, _lot, last, underlying);

    /// <summary>Whether a capital can hold a position: the class's minimum first, then the margin with its cushion.</summary>
    /// <param name="capital">What the account is worth; less than zero counts as nothing.</param>
    /// <param name="signedQuantity">In units; below zero for a sale to open.</param>
    /// <param name="last">Price of the instrument; zero or less: not known.</param>
    /// <param name="underlying">As in <see cref="MarginTerms.Required"/>; zero or less: not known.</param>
    public Feasibility Check(Money capital, long signedQuantity, Price last, Price underlying)
    {
        if (capital.Micros < 0) capital = Money.Zero;
        if (capital < _minimum) return new Feasibility(FeasibilityReason.CapitalUnderMinimum, _minimum, capital);
        if (last.Units <= 0) return new Feasibility(FeasibilityReason.NoPrice, Money.Zero, capital);
        Money needed = Needed(signedQuantity, last, underlying);
        if (needed > capital) return new Feasibility(FeasibilityReason.MarginOverCapital, needed, capital);
        // Rounded down: a share is a limit.
        Money share = new((long)((Int128)capital.Micros * _maximumShare / MarginRateSet.One));
        return needed > share
            ? new Feasibility(FeasibilityReason.ShareOfCapital, needed, share)
            : new Feasibility(FeasibilityReason.Feasible, needed, capital);
    }

    /// <summary>The approximate margin with its cushion.</summary>
    public Money Needed(long signedQuantity, Price last, Price underlying)
    {
        Money margin = Margin.Required(signedQuantity, last, underlying.Units > 0 ? underlying : Price.Zero);
        Money cushion = BasisPoints.Of(margin, _cushion);
        return margin.Micros > long.MaxValue - cushion.Micros ? BasisPoints.Largest : margin + cushion;
    }
}
