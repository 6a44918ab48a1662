using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>What strategies see beside their own bars: peers, positions, the touch, and what advisors say.</summary>
public sealed partial class TradingCore
{
    private MarketRegimes _regime;

    /// <summary>The plans that read this instrument see its candle after its own plan has.</summary>
    private void OfferToWatchers(InstrumentBook book, int index, in Bar candle)
    {
        foreach (Watcher watcher in book.Watchers)
        {
            // What an earlier watcher did may have ended this one's plan.
            if (watcher.Runner.LadderIndex != index || watcher.Book.Runner != watcher.Runner) continue;
            StrategyDecision decision = watcher.Runner.OnPeerBar(watcher.Peer, in candle);
            if (IsLate(in candle)) _trader!.OnLateDecision(watcher.Book, in decision, in candle);
            else Act(watcher.Book, in decision, in candle);
        }
    }

    /// <summary>A decision that no bar of the instrument itself made.</summary>
    private void Act(InstrumentBook book, in StrategyDecision decision, in Bar bar)
    {
        if (book.Session.IsTrading) _trader!.OnDecision(book, in decision, in bar);
        else _trader!.OnDecisionWhileShut(book, in decision, in bar);
    }

    private static void OnPositionChanged(InstrumentBook book)
    {
        int units = book.Position.Quantity;
        book.Runner?.OnPosition(-1, units);
        foreach (Watcher watcher in book.Watchers) watcher.Runner.OnPosition(watcher.Peer, units);
    }

    private static bool ReadsTouch(InstrumentBook book) => book.Runner is { ReadsTouch: true };

    /// <summary>Shows the touch to a strategy that reads it, if it has changed. One that is only assumed is nobody's quote and is not shown.</summary>
    private void OfferTouch(InstrumentBook book, in TouchQuote before, Timestamp time)
    {
        if (book.Runner is not { ReadsTouch: true } runner || book.Touch.Assumed != 0) return;
        TouchQuote now = book.Touch.QuoteAt(time);
        if (now == before with { Time = time }) return;
        StrategyDecision decision = runner.OnTouch(in now);
        if (decision.Action != StrategyAction.None) Act(book, in decision, MomentOf(book, time));
    }

    private void OnScore(in InboundRecord record)
    {
        ScoreUpdate update = record.Score;
        Timestamp time = record.Header.ExchangeTime;
        _emitter.Advance(time);
        if (Refuses(in record.Header, update.IsSound, Reason.BadScore, update.ValueThousandths)) return;
        var score = new MarketScore(time, (double)update.ValueThousandths / ScoreUpdate.Whole, (double)update.ConfidenceThousandths / ScoreUpdate.Whole, update.HalfLifeSeconds);
        if (record.Header.Instrument >= 0) Tell(_books[record.Header.Instrument]!, in score);
        else foreach (InstrumentBook book in _inOrder) Tell(book, in score);

        void Tell(InstrumentBook book, in MarketScore score)
        {
            if (book.Runner is not { } runner) return;
            StrategyDecision decision = runner.OnScore(in score);
            if (decision.Action != StrategyAction.None) Act(book, in decision, MomentOf(book, time));
        }
    }

    /// <summary>Kept beside the instruments too, so that a plan that comes later knows the regime it comes into.</summary>
    private void OnRegime(in InboundRecord record)
    {
        MarketRegimes regime = record.Regime.Regimes;
        _emitter.Advance(record.Header.ExchangeTime);
        if (Refuses(in record.Header, record.Regime.IsSound, Reason.BadRegime, (long)regime)) return;
        if (record.Header.Instrument >= 0)
        {
            Tell(_books[record.Header.Instrument]!, regime);
            return;
        }
        _regime = regime;
        foreach (InstrumentBook book in _inOrder) Tell(book, regime);

        static void Tell(InstrumentBook book, MarketRegimes regime)
        {
            book.Regime = regime;
            book.Runner?.OnRegime(regime);
        }
    }

    private bool Refuses(in InboundHeader header, bool sound, Reason unsound, long value)
    {
        Reason refusal = _settings is null ? Reason.NotConfigured
            : !sound ? unsound
            : header.Instrument >= 0 && _instrumentOf(header.Instrument) is null ? Reason.UnknownInstrumentTick
            : Reason.None;
        if (refusal != Reason.None) _quarantine.Refuse(refusal, header.Instrument, value);
        return refusal != Reason.None;
    }

    /// <summary>Stands for the bar of a decision that no bar made: its close is the last price, its end the moment.</summary>
    private static Bar MomentOf(InstrumentBook book, Timestamp time)
    {
        Price last = book.Touch.Last;
        return new Bar { Start = time, End = time, Open = last, High = last, Low = last, Close = last, IntervalMinutes = (ushort)book.Runner!.Plan.IntervalMinutes };
    }

    /// <summary>In order of their own instruments, so that a restored core asks them in the same order.</summary>
    private void Watch(InstrumentBook book)
    {
        PlanRunner runner = book.Runner!;
        for (int peer = 0; peer < runner.Plan.Peers.Count; peer++)
        {
            InstrumentBook watched = _books[runner.Plan.Peers[peer]]!;
            int place = 0;
            while (place < watched.Watchers.Length && watched.Watchers[place].Book.Id < book.Id) place++;
            watched.Watchers = [.. watched.Watchers[..place], new Watcher(book, runner, peer), .. watched.Watchers[place..]];
        }
    }

    private void Unwatch(PlanRunner? runner)
    {
        if (runner is null) return;
        foreach (int peer in runner.Plan.Peers)
            _books[peer]!.Watchers = Array.FindAll(_books[peer]!.Watchers, watcher => watcher.Runner != runner);
    }

    /// <summary>A strategy that starts is told what it would have heard: the regime, and the positions that its peers hold.</summary>
    private void Brief(InstrumentBook book)
    {
        PlanRunner runner = book.Runner!;
        if (book.Regime != MarketRegimes.None) runner.OnRegime(book.Regime);
        for (int peer = 0; peer < runner.Plan.Peers.Count; peer++)
            if (_books[runner.Plan.Peers[peer]]!.Position.Quantity is not 0 and int units) runner.OnPosition(peer, units);
    }

    private void Retire(InstrumentBook book)
    {
        Unwatch(book.Runner);
        book.Withdraw();
    }
}
