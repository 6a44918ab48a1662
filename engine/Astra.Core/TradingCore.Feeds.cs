using Astra.Markets;

namespace Astra.Core;

/// <summary>What a live feed tells of itself. While none of those known is live nobody knows the market: no entry is made, and bars say what they may lack.</summary>
public sealed partial class TradingCore
{
    private readonly FeedHealth _feeds = new();

    private void OnFeed(in InboundRecord record)
    {
        FeedChange change = record.Feed;
        (int instrument, Timestamp time) = (record.Header.Instrument, record.Header.ExchangeTime);
        _emitter.Advance(time);
        if (Refuses(in record.Header, change.IsSound, Reason.BadFeedChange, (long)change.State)) return;
        (bool wasDown, bool wasKnown) = (_feeds.IsDown, _feeds.Known != 0);
        _feeds.Take(in change, instrument);
        EmitFeed(in change, instrument);

        if (instrument >= 0)
        {
            if (change.State == FeedState.Gap) _books[instrument]!.Bars.Missed(time);
        }
        else if (_feeds.IsDown != wasDown)
        {
            if (wasDown) FeedIsBack(time);
            else LoseFeed();
        }
        else if (!wasKnown && _feeds.Known != 0)
        {
            BeginLive(time);
        }
    }

    /// <summary>Of a session that runs already nobody has seen the beginning: a bar that began before the first feed did may lack ticks.</summary>
    private void BeginLive(Timestamp at)
    {
        foreach (InstrumentBook book in _inOrder) book.Bars.Missed(at);
    }

    private void LoseFeed()
    {
        _account.FeedDown = true;
        foreach (InstrumentBook book in _inOrder)
        {
            book.Bars.BeginGap();
            _trader!.StopAdding(book, Reason.FeedDown);
        }
    }

    private void FeedIsBack(Timestamp at)
    {
        _account.FeedDown = false;
        foreach (InstrumentBook book in _inOrder) book.Bars.EndGap(at);
    }

    private void EmitFeed(in FeedChange change, int instrument)
    {
        OutboundEvent e = default;
        e.Feed = new FeedStatusBody
        {
            State = change.State,
            Cause = change.Cause,
            Feed = change.Feed,
            Connection = change.Connection,
            Detail = change.Detail,
            Since = change.Since,
            Value = change.Value,
            Known = _feeds.Known,
            Live = _feeds.Live,
        };
        _emitter.Emit(OutboundKind.FeedStatus, Reason.None, instrument, ref e);
    }
}
