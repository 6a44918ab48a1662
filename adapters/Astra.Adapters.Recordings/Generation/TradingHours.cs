using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>In which minutes of the day a generated instrument trades, and how busy each is by habit.</summary>
internal sealed class TradingHours
{
    private readonly double[] _habit = new double[DayMood.Minutes];

    public TradingHours(PriceModel model, DateOnly day, SessionCalendar calendar)
    {
        foreach (TradingSession session in calendar.SessionsOn(InstrumentCatalogue.SegmentOf(model), day))
        {
            int open = MinuteOf(session.Open);
            // All generated stocks are of the kind that leaves for the closing auction.
            int close = MinuteOf(session.ContinuousEnd(closingAuction: model is PriceModel.Stock or PriceModel.PairedStock));
            for (int minute = open; minute < close; minute++) _habit[minute] = Habit(model, minute - open, close - minute - 1, minute);
        }
    }

    public bool IsOpen(int minute) => _habit[minute] > 0;

    /// <summary>Relative busyness: the U of the opening and the close, and the commodity evening when New York is at its desks.</summary>
    public double this[int minute] => _habit[minute];

    public int OpenMinutes => _habit.Count(h => h > 0);

    private static double Habit(PriceModel model, int sinceOpen, int toClose, int minute)
    {
        double open = PinnedMath.Exp(-sinceOpen / 22.0);
        double close = PinnedMath.Exp(-toClose / 20.0);
        if (model == PriceModel.Commodity)
        {
            double evening = (minute - (20 * 60 + 15)) / 100.0;
            return 0.45 + 0.6 * open + 1.5 * PinnedMath.Exp(-0.5 * evening * evening);
        }
        return model == PriceModel.Currency ? 0.7 + 1.2 * open + 0.5 * close : 0.6 + 2.0 * open + 1.1 * close;
    }

    private static int MinuteOf(Timestamp at) => (int)(Ist.NanosOfDay(at) / Timestamp.NanosPerMinute);
}
