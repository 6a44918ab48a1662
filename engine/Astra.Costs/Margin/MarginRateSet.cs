namespace Astra.Costs;

/// <summary>The rates of one class and underlying on one day, in basis points; an item that no row gives is zero.</summary>
internal struct MarginRateSet
{
    public const int One = 10_000;
    private const int Missing = -1;

    private int _initial;
    private int _exposure;
    private int _floor;
    private int _expiryDay;
    private int _calendar;
    private int _calendarExpiryDay;
    private int _volatility;

    public static readonly MarginRateSet Empty = new() { _initial = Missing };

    /// <summary>False when no row gives the margin itself: nothing is known of the class on that day.</summary>
    public readonly bool IsKnown => _initial != Missing;

    public readonly int Initial => _initial;
    public readonly int Exposure => _exposure;
    public readonly int ShortOptionFloor => _floor;
    public readonly int ShortOptionExpiryDay => _expiryDay;
    public readonly int CalendarSpread => _calendar;
    public readonly int CalendarExpiryDay => _calendarExpiryDay;
    public readonly int VolatilityScan => _volatility;

    public void Set(MarginItem item, int basisPoints)
    {
        switch (item)
        {
            case MarginItem.Initial: _initial = basisPoints; break;
            case MarginItem.Exposure: _exposure = basisPoints; break;
            case MarginItem.ShortOptionFloor: _floor = basisPoints; break;
            case MarginItem.ShortOptionExpiryDay: _expiryDay = basisPoints; break;
            case MarginItem.CalendarSpread: _calendar = basisPoints; break;
            case MarginItem.CalendarExpiryDay: _calendarExpiryDay = basisPoints; break;
            default: _volatility = basisPoints; break;
        }
    }
}
