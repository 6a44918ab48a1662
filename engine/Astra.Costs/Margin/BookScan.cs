using Astra.Markets;

namespace Astra.Costs;

/// <summary>The arithmetic of <see cref="PortfolioMargin"/>. Amounts are micro-rupees in 128 bits.</summary>
internal readonly ref struct BookScan
{
    private const int MicrosPerPriceUnit = (int)(Money.MicrosPerRupee / Price.UnitsPerRupee);

    // Together below 2^127 with the 2^7 micro-rupees of a price unit and the 2^14 of basis points.
    private const long MostUnits = 1L << 48;
    private const long MostPriceUnits = 1L << 45;
    private const int MostLines = 1 << 12;

    private readonly ReadOnlySpan<PositionLine> _lines;
    private readonly long _spot;
    private readonly ExpiryPart _part;
    private readonly long _lowest;
    private readonly long _highest;

    public BookScan(ReadOnlySpan<PositionLine> lines, Price spot, ExpiryPart part)
    {
        _lines = lines;
        _spot = spot.Units;
        _part = part;
        int range = 0;
        foreach (ref readonly PositionLine line in lines)
            if (Counts(line)) range = Math.Max(range, line.Terms.Rates.Initial);
        long move = (long)(((Int128)_spot * range + MarginRateSet.One - 1) / MarginRateSet.One);
        (_lowest, _highest) = (_spot - move, _spot + move);
    }

    /// <summary>The largest loss within the range, not less than the premium paid on balance nor than the floor of uncovered short options.</summary>
    public Int128 Worst()
    {
        Int128 worst = Int128.Max(NetPremium(), Int128.Max(LossAt(_lowest), LossAt(_highest)));
        worst = Int128.Max(worst, LossAt(_spot));
        foreach (ref readonly PositionLine line in _lines)
        {
            long strike = line.Terms.Strike.Units;
            if (Counts(line) && line.Terms.IsOption && strike > _lowest && strike < _highest) worst = Int128.Max(worst, LossAt(strike));
        }
        return Int128.Max(0, Int128.Max(Int128.Max(worst, Int128.Min(WorstBeforeExpiry(), Bound())), Floor()));
    }

    /// <summary>The largest loss of the day with time value left: thirds of the range up and down, with more and with less volatility.</summary>
    private Int128 WorstBeforeExpiry()
    {
        Span<Int128> worth = stackalloc Int128[Scenario.Count];
        worth.Clear();
        foreach (ref readonly PositionLine line in _lines)
        {
            if (!Counts(line)) continue;
            Int128 units = Units(line);
            double volatility = Scenario.VolatilityOf(line, _spot);
            for (int i = 0; i < Scenario.Count; i++)
            {
                long spot = Scenario.SpotOf(i, _spot, _highest - _spot);
                worth[i] += units * (Scenario.TryWorth(line, i, spot, volatility, out long worthUnits) ? worthUnits : WorthAt(line, spot));
            }
        }
        Int128 least = worth[0];
        foreach (Int128 each in worth) least = Int128.Min(least, each);
        return NetPremium() - least * MicrosPerPriceUnit;
    }

    /// <summary>
    /// What a book of one expiry can lose at most, wherever the spot goes: volatilities of several strikes that are moved apart must not ask a
    /// spread of defined risk for more. Without bound where short calls outweigh, or where there are several expiries.
    /// </summary>
    private Int128 Bound()
    {
        Int128 most = LossAt(0), slope = 0;
        int expiry = 0;
        foreach (ref readonly PositionLine line in _lines)
        {
            if (!Counts(line)) continue;
            if (expiry != 0 && line.Terms.ExpiryDay != expiry) return Int128.MaxValue;
            expiry = line.Terms.ExpiryDay;
            if (line.Terms.IsOption) most = Int128.Max(most, LossAt(line.Terms.Strike.Units));
            if (!line.Terms.IsOption || line.Terms.IsCall) slope += Units(line);
        }
        return slope < 0 ? Int128.MaxValue : most;
    }

    /// <summary>Exposure of every short option, and of futures on balance: months that cancel out pay the calendar charge.</summary>
    public Int128 Exposure()
    {
        Int128 sum = 0, longs = 0, shorts = 0;
        foreach (ref readonly PositionLine line in _lines)
        {
            if (!Counts(line)) continue;
            Int128 units = Units(line);
            if (line.Terms.IsOption) sum += units < 0 ? Part(-units * _spot, line.Terms.OnTopBasisPoints) : 0;
            else if (units > 0) longs += Part(units * line.Last.Units, line.Terms.OnTopBasisPoints);
            else shorts += Part(-units * line.Last.Units, line.Terms.OnTopBasisPoints);
        }
        return sum + Int128.Abs(longs - shorts);
    }

    /// <summary>Charge of one expiry that gains where another loses: on the units that cancel out, by the average slope over the range.</summary>
    public Int128 Calendar()
    {
        Int128 rising = 0, falling = 0;
        int rate = 0;
        for (int i = 0; i < _lines.Length; i++)
        {
            if (!Counts(_lines[i])) continue;
            rate = Math.Max(rate, _lines[i].Terms.Rates.CalendarSpread);
            if (!IsFirstOfItsExpiry(i)) continue;
            Int128 gain = 0;
            foreach (ref readonly PositionLine line in _lines)
                if (Counts(line) && line.Terms.ExpiryDay == _lines[i].Terms.ExpiryDay) gain += Units(line) * (WorthAt(line, _highest) - WorthAt(line, _lowest));
            if (gain > 0) rising += gain;
            else falling -= gain;
        }
        // A gain over the whole range is the units' value times the range; dividing by it leaves the value that cancels out.
        Int128 range = (Int128)_highest - _lowest;
        return range == 0 ? 0 : Part(Int128.Min(rising, falling) / range * _spot, rate);
    }

    /// <summary>True when no sum here can overflow: any order of <see cref="int"/> units at any price of a market is far inside.</summary>
    public static bool Fits(ReadOnlySpan<PositionLine> lines, Price spot)
    {
        if (spot.Units > MostPriceUnits || lines.Length > MostLines) return false;
        foreach (ref readonly PositionLine line in lines)
            if (Int128.Abs(Units(line)) > MostUnits || line.Last.Units > MostPriceUnits || line.Terms.Strike.Units > MostPriceUnits) return false;
        return true;
    }

    public static Money ToMoney(Int128 micros) => micros > long.MaxValue ? BasisPoints.Largest : new Money((long)micros);

    private bool IsFirstOfItsExpiry(int index)
    {
        for (int i = 0; i < index; i++)
            if (Counts(_lines[i]) && _lines[i].Terms.ExpiryDay == _lines[index].Terms.ExpiryDay) return false;
        return true;
    }

    private bool Counts(in PositionLine line) =>
        line.Terms.IsDerivative && (_part == ExpiryPart.All || line.Terms.ExpiresToday == (_part == ExpiryPart.Today));

    private static Int128 Units(in PositionLine line) => (Int128)line.SignedQuantity * line.Terms.Multiplier;

    /// <summary>What one unit is worth at a spot: an option its payoff, a future its gain from here.</summary>
    private Int128 WorthAt(in PositionLine line, long spot)
    {
        if (!line.Terms.IsOption) return (Int128)spot - _spot;
        Int128 payoff = line.Terms.IsCall ? (Int128)spot - line.Terms.Strike.Units : (Int128)line.Terms.Strike.Units - spot;
        return Int128.Max(0, payoff);
    }

    private Int128 NetPremium()
    {
        Int128 sum = 0;
        foreach (ref readonly PositionLine line in _lines)
            if (Counts(line) && line.Terms.IsOption) sum += Units(line) * line.Last.Units;
        return sum * MicrosPerPriceUnit;
    }

    private Int128 LossAt(long spot)
    {
        Int128 worth = 0;
        foreach (ref readonly PositionLine line in _lines)
            if (Counts(line)) worth += Units(line) * WorthAt(line, spot);
        return NetPremium() - worth * MicrosPerPriceUnit;
    }

    /// <summary>
    /// Short calls without a long call or future against them, short puts without a long put or short future; the larger of the two, because
    /// only one side can lose.
    /// </summary>
    private Int128 Floor()
    {
        Int128 calls = 0, puts = 0, futures = 0;
        int rate = 0;
        foreach (ref readonly PositionLine line in _lines)
        {
            if (!Counts(line)) continue;
            rate = Math.Max(rate, line.Terms.Rates.ShortOptionFloor);
            if (!line.Terms.IsOption) futures += Units(line);
            else if (line.Terms.IsCall) calls += Units(line);
            else puts += Units(line);
        }
        Int128 uncovered = Int128.Max(0, Int128.Max(-calls - Int128.Max(0, futures), -puts - Int128.Max(0, -futures)));
        return Part(uncovered * _spot, rate);
    }

    private static Int128 Part(Int128 valueInPriceUnits, int basisPoints) =>
        (valueInPriceUnits * MicrosPerPriceUnit * basisPoints + MarginRateSet.One - 1) / MarginRateSet.One;
}
