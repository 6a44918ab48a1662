using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>What the feed remembers of one instrument beside its states.</summary>
internal sealed class ScripFeed(FeedInstrument instrument)
{
    private const long Unknown = -1;
    private const int Usual = 2, UsualCurrency = 4;

    private long _highest = Unknown;
    private int _day;

    public FeedInstrument Instrument { get; } = instrument;

    public int Id => Instrument.Instrument.Id;

    /// <summary>Decimals of its prices where frames do not tell.</summary>
    public int Decimals { get; } = instrument.Exchange == MasterExchange.Cds ? UsualCurrency : Usual;

    public string Exchange { get; } = ShoonyaNames.Of(instrument.Exchange);

    /// <summary>As subscriptions write it.</summary>
    public string Key { get; } = $"{ShoonyaNames.Of(instrument.Exchange)}|{instrument.Token}";

    /// <summary>For people: key and symbol.</summary>
    public string Words => $"{Key} {Instrument.TradingSymbol}";

    /// <summary>After a reconnect nobody knows what was traded in between.</summary>
    public void ForgetVolume() => _highest = Unknown;

    /// <summary>Rise of the day's volume above the highest so far; -1 when that is not known: the first one, after a reconnect, on a new day in India.</summary>
    public long RiseTo(long volume, Timestamp at)
    {
        int day = Ist.DayOf(at);
        if (_highest == Unknown || day != _day)
        {
            (_highest, _day) = (volume, day);
            return Unknown;
        }
        if (volume <= _highest) return 0;
        long rise = volume - _highest;
        _highest = volume;
        return rise;
    }
}
