using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// A whole market day from a seed, streamed in time order: equity, index futures, USDINR and, until late evening, gold and crude oil. It
/// shows what real ticks show (this folder's README lists it and the tests hold it to it), and it is still invented: use it to try the
/// machine, not to judge a strategy. Memory does not grow with the number of ticks.
/// </summary>
public sealed class MarketDayGenerator : IRecordSource
{
    private readonly MarketDayOptions _options;
    private readonly PriceProcess _prices;
    private readonly Arrivals[] _arrivals;
    private readonly QuoteBook[] _books;
    private readonly Timestamp _midnight;

    /// <summary>Throws <see cref="ArgumentException"/> for a number of instruments out of range, too few or too many ticks, or a day on which a segment is shut.</summary>
    public MarketDayGenerator(MarketDayOptions options, SessionCalendar calendar)
    {
        if (options.Instruments < MarketDayOptions.MinInstruments || options.Instruments > MarketDayOptions.MaxInstruments)
            throw new ArgumentException(
                $"{options.Instruments} instruments; a generated day has {MarketDayOptions.MinInstruments} to {MarketDayOptions.MaxInstruments}", nameof(options));
        if (options.Ticks < options.Instruments || options.Ticks > MarketDayOptions.MaxTicks)
            throw new ArgumentException(
                FormattableString.Invariant($"{options.Ticks:N0} ticks; a generated day has at least one per instrument and at most {MarketDayOptions.MaxTicks:N0}"), nameof(options));

        _options = options;
        _midnight = Ist.At(options.Date, TimeOnly.MinValue);
        InstrumentProfile[] profiles = InstrumentCatalogue.Take(options.Instruments);
        Instruments = [.. profiles.Select((p, id) => InstrumentCatalogue.Describe(p, id, options.Date, calendar, ShippedFacts.Specs))];
        TradingHours[] hours = [.. profiles.Select(p => new TradingHours(p.Model, options.Date, calendar))];
        int shut = Array.FindIndex(hours, h => h.OpenMinutes == 0);
        if (shut >= 0)
            throw new ArgumentException($"{SegmentCode.Of(Instruments[shut])} is shut on {options.Date:yyyy-MM-dd}; choose a full trading day", nameof(options));

        var mood = new DayMood(new RandomStream(options.Seed, 1), profiles, options.Date);
        _prices = new PriceProcess(options.Seed, profiles, hours, mood);
        _arrivals = [.. profiles.Select((p, i) => new Arrivals(new RandomStream(options.Seed, 2_000 + (ulong)i), Expected(i, profiles, hours[i], mood)))];
        _books = [.. profiles.Select((p, i) => new QuoteBook(Instruments[i], p, new RandomStream(options.Seed, 3_000 + (ulong)i)))];
    }

    public string Description => $"generated day {_options.Date:yyyy-MM-dd}, seed {_options.Seed}";

    public IReadOnlyList<Instrument> Instruments { get; }

    public long? ExpectedTicks => _options.Ticks;

    public bool BarsOnly => false;

    public bool TryRead(ref InboundRecord record)
    {
        int next = 0;
        double earliest = _arrivals[0].Next;
        for (int i = 1; i < _arrivals.Length; i++)
            if (_arrivals[i].Next < earliest) (next, earliest) = (i, _arrivals[i].Next);
        if (double.IsPositiveInfinity(earliest)) return false;

        _prices.AdvanceTo(earliest);
        // Exchanges stamp microseconds.
        Timestamp at = _midnight + (long)(earliest * 1e6) * Timestamp.NanosPerMicrosecond;
        record.Header.Source = InboundSource.Feed;
        record.Header.Instrument = next;
        record.Header.ExchangeTime = at;
        record.Header.ArrivalTime = at;
        _books[next].Next(_prices[next], _prices.Nervousness, ref record);
        _arrivals[next].MoveNext();
        return true;
    }

    public void Dispose()
    {
    }

    /// <summary>The instrument's share of the day's ticks, spread over its minutes by habit, mood and news.</summary>
    private double[] Expected(int i, InstrumentProfile[] profiles, TradingHours hours, DayMood mood)
    {
        NewsScope scope = profiles[i].Model == PriceModel.Commodity ? NewsScope.World : NewsScope.Market;
        var expected = new double[DayMood.Minutes];
        double sum = 0;
        for (int minute = 0; minute < expected.Length; minute++)
            if (hours.IsOpen(minute)) sum += expected[minute] = hours[minute] * mood.Activity(minute, scope, i);
        double ticks = _options.Ticks * profiles[i].Activity / profiles.Sum(p => p.Activity);
        for (int minute = 0; minute < expected.Length; minute++) expected[minute] *= ticks / sum;
        return expected;
    }
}
