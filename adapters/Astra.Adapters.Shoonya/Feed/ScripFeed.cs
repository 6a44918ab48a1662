using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>What the feed remembers of one instrument beside its states.</summary>
internal sealed class ScripFeed(FeedInstrument instrument)
{
    private const long Unknown = -1;
    private const int Usual = 2, UsualCurrency = 4;

    /// <summary>Updates of both families come nearly together, so few touchlines stand between two frames of depth.</summary>
    private const int MostTouches = 4;
    private const long DepthLasts = 5 * Timestamp.NanosPerSecond;

    private Timestamp _depthAt;
    private int _touches;
    private long _highest = Unknown;
    private int _day;

    public FeedInstrument Instrument { get; } = instrument;

    public bool IsIndex { get; } = instrument.Instrument.Kind == InstrumentKind.Index;

    public int Id => Instrument.Instrument.Id;

    /// <summary>Decimals of its prices where frames do not tell.</summary>
    public int Decimals { get; } = instrument.Exchange == MasterExchange.Cds ? UsualCurrency : Usual;

    public string Exchange { get; } = ShoonyaNames.Of(instrument.Exchange);

    /// <summary>As subscriptions write it.</summary>
    public string Key { get; } = $"{ShoonyaNames.Of(instrument.Exchange)}|{instrument.Token}";

    /// <summary>For people: key and symbol.</summary>
    public string Words => $"{Key} {Instrument.TradingSymbol}";

    /// <summary>A frame of its depth made a tick.</summary>
    public void NoteDepth(Timestamp at) => (_depthAt, _touches) = (at, 0);

    /// <summary>Whether depth flows beside this touchline: one came in the last seconds, and not many touchlines since.</summary>
    public bool HasDepthBeside(Timestamp at) => ++_touches <= MostTouches && at - _depthAt <= DepthLasts;

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
