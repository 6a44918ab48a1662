using Astra.Markets;

namespace Astra.Core;

/// <summary>What a price must be like to be believed: possible at all, within the day's band, on the tick grid.</summary>
public sealed partial class TradingCore
{
    /// <summary>One crore rupees: no unit of anything that is traded here costs more.</summary>
    private const long MaxPriceUnits = 10_000_000 * Price.UnitsPerRupee;

    /// <summary>A million million units in a day: more than any market trades, and small enough to be summed without overflow.</summary>
    private const long MaxVolume = 1_000_000_000_000;

    private static bool Refuses(TickFields fields, in TouchlineTick tick, out Reason reason)
    {
        reason = Reason.None;
        bool bid = (fields & TickFields.Bid) != 0, ask = (fields & TickFields.Ask) != 0;
        if (((fields & TickFields.Last) != 0 && !IsPrice(tick.Last)) || (bid && !IsPrice(tick.Bid)) || (ask && !IsPrice(tick.Ask)))
            reason = Reason.PriceOutOfRange;
        else if (bid && ask && tick.Bid > tick.Ask)
            reason = Reason.CrossedQuote;
        else if ((tick.LastQuantity | tick.BidQuantity | tick.AskQuantity) < 0 || !IsVolume(tick.Volume))
            reason = Reason.QuantityOutOfRange;
        return reason != Reason.None;
    }

    private static bool IsVolume(long volume) => (ulong)volume <= MaxVolume;

    private static bool IsBar(in HistoryBar bar) =>
        IsPrice(bar.Low) && IsPrice(bar.High) && IsVolume(bar.Volume) && bar.Low <= bar.Open && bar.Open <= bar.High && bar.Low <= bar.Close && bar.Close <= bar.High;

    private static bool IsPrice(Price price) => (ulong)(price.Units - 1) < MaxPriceUnits;

    /// <summary>
    /// Whether the market can show these prices today (zero: not shown). Beyond a band that follows the market, the band is widened by one step and the event
    /// used if that is enough: a wrong price is one step's worth of trust, a market that has moved gets there in a few ticks. A day whose first
    /// prices are all outside has a wrong base, and no band.
    /// </summary>
    private bool IsInBand(InstrumentBook book, Price last, Price bid, Price ask)
    {
        ref DayBand band = ref book.Band;
        if (Holds(in band, last) && Holds(in band, bid) && Holds(in band, ask))
        {
            band.Unproven = 0;
            return true;
        }
        if (band.TryWiden(book.Instrument))
        {
            _quarantine.Refuse(Reason.BandWidened, book.Id, band.BasisPoints);
            if (Holds(in band, last) && Holds(in band, bid) && Holds(in band, ask)) return true;
        }
        Price worst = !Holds(in band, last) ? last : !Holds(in band, bid) ? bid : ask;
        bool givenUp = band.GivesUp();
        _quarantine.Refuse(givenUp ? Reason.BandDropped : Reason.OutsidePriceBand, book.Id, worst.Units);
        return givenUp;

        static bool Holds(in DayBand band, Price price) => price.Units == 0 || band.Holds(price);
    }

    /// <summary>Counts a traded price off the instrument's tick. An index's value is computed and keeps no grid.</summary>
    private void CheckTick(InstrumentBook book, Price last)
    {
        if (last.Units == 0 || last == book.Touch.Last || book.Instrument.Kind == InstrumentKind.Index) return;
        if (!TickGrid.IsOn(last, book.Instrument.TickSize)) _quarantine.Refuse(Reason.OffTick, book.Id, last.Units);
    }
}
