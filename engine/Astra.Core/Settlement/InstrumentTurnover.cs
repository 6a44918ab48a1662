using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>What was bought and sold of one instrument on one day, intraday (or carried) and for delivery apart: a contract note taxes the day's average over both.</summary>
internal struct InstrumentTurnover
{
    /// <summary>IST day number since 1970-01-01.</summary>
    public long Day;
    public DayTurnover Traded;
    public DayTurnover Delivered;

    public void Add(int day, Product product, bool buy, int quantity, Money value)
    {
        if (Day != day) this = new InstrumentTurnover { Day = day };
        if (product == Product.Delivery) Delivered.Add(buy, quantity, value);
        else Traded.Add(buy, quantity, value);
    }
}
