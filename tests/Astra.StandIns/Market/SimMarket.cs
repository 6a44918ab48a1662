using System.Collections.Frozen;

namespace Astra.StandIns;

/// <summary>The invented market: instruments, prices that depend on the seed and on how often each was stepped, and the bars that came of it.</summary>
public sealed class SimMarket
{
    private readonly SimState[] _states;
    private readonly BarBook[] _bars;
    private readonly FrozenDictionary<(string Exchange, string Token), SimInstrument> _byKey;
    private readonly FrozenDictionary<(string Exchange, string Symbol), SimInstrument> _bySymbol;

    internal SimMarket(IReadOnlyList<SimInstrument> instruments, ulong seed, MarketClock clock)
    {
        (Instruments, Clock) = (instruments, clock);
        long now = clock.Now.ToUnixTimeMilliseconds();
        _states = [.. instruments.Select(i => new SimState(i, seed, now))];
        _bars = [.. instruments.Select(i => new BarBook(i, seed))];
        _byKey = instruments.ToFrozenDictionary(i => (i.Exchange, i.Token));
        _bySymbol = instruments.ToFrozenDictionary(i => (i.Exchange, i.Symbol));
    }

    public IReadOnlyList<SimInstrument> Instruments { get; }

    public MarketClock Clock { get; }

    /// <summary>Held by whoever moves or reads prices; subscriptions change under it too, so that the order of packets is the order of trades.</summary>
    internal Lock Gate { get; } = new();

    public SimInstrument? Find(string exchange, string token) => _byKey.GetValueOrDefault((exchange, token));

    public SimInstrument? FindSymbol(string exchange, string symbol) => _bySymbol.GetValueOrDefault((exchange, symbol));

    /// <summary>The bars that were streamed, oldest first; the last one may still be running.</summary>
    public List<MinuteBar> Streamed(SimInstrument instrument)
    {
        lock (Gate) return [.. _bars[instrument.Index].Streamed];
    }

    /// <summary>Streamed bars and those of the past before them, as the vendor's history answers, the running one included.</summary>
    public List<MinuteBar> History(SimInstrument instrument, DateTimeOffset from, DateTimeOffset to)
    {
        long now = Clock.Now.ToUnixTimeSeconds() / 60;
        long first = (from.ToUnixTimeSeconds() + 59) / 60, last = to.ToUnixTimeSeconds() / 60;
        lock (Gate) return _bars[instrument.Index].Between(first, last, now);
    }

    /// <summary>Pips, and the day's cumulative volume in units.</summary>
    public (long Price, long Volume) Last(SimInstrument instrument)
    {
        lock (Gate) return (_states[instrument.Index].Last, _states[instrument.Index].Volume);
    }

    internal SimState this[SimInstrument instrument] => _states[instrument.Index];

    /// <summary>One trade. The gate must be held.</summary>
    internal SimState Step(SimInstrument instrument)
    {
        SimState state = _states[instrument.Index];
        state.Step(Clock.Now.ToUnixTimeMilliseconds());
        _bars[instrument.Index].Add(state.TimeMs, state.Last, instrument.IsIndex ? 0 : state.LastQuantity);
        return state;
    }
}
