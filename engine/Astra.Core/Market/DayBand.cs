using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// The range in which an instrument can trade today, from the close of its day before. Exchanges fix it for most shares; where they let it
/// follow the market it is widened by a step, once the market itself is seen beyond it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct DayBand
{
    /// <summary>Exchanges widen by 5% of the previous close.</summary>
    private const int StepBasisPoints = 500;

    private const int WidestBasisPoints = 10_000;

    /// <summary>A close older than this is no base: days of the instrument are missing, and nobody knows how far it has moved.</summary>
    private const int OldestBaseDays = 7;

    /// <summary>Before the first session: no band, no day.</summary>
    public static readonly DayBand Unset = new() { High = PriceBand.None.High, Day = -1 };

    /// <summary>Close of the day before; zero when not known, and then there is no band.</summary>
    public Price Base;
    public Price Low;
    public Price High;
    public int BasisPoints;
    /// <summary>IST day number of the day that it is for, -1 before the first.</summary>
    public int Day;

    /// <summary>Fixed for a share that has no derivatives; wherever else the exchange sets a band, it follows the market.</summary>
    public static bool FollowsMarket(Instrument instrument) => instrument.Kind != InstrumentKind.Equity || instrument.ClosingAuction;

    /// <summary>Sets the day's band; later sessions of one day share it.</summary>
    /// <param name="last">Last price of the instrument's earlier days, zero before the first.</param>
    public void Start(Instrument instrument, int day, Price last)
    {
        if (day == Day) return;
        Base = Day < 0 ? instrument.PreviousClose
            : day - Day > OldestBaseDays ? Price.Zero
            : last.Units > 0 ? last
            : Base;
        (Day, BasisPoints) = (day, instrument.PriceBandBasisPoints);
        Set(instrument);
    }

    public readonly bool Holds(Price price) => price >= Low && price <= High;

    /// <summary>The nearest price inside: an exchange takes no limit beyond it.</summary>
    public readonly Price Clamp(Price price) => price < Low ? Low : price > High ? High : price;

    /// <summary>One step wider on both sides; false where the band is fixed, or as wide as it gets.</summary>
    public bool TryWiden(Instrument instrument)
    {
        if (!FollowsMarket(instrument) || BasisPoints >= WidestBasisPoints) return false;
        BasisPoints = Math.Min(BasisPoints + StepBasisPoints, WidestBasisPoints);
        Set(instrument);
        return true;
    }

    private void Set(Instrument instrument) => (Low, High) = PriceBand.Of(Base, BasisPoints, instrument.TickSize);
}
