using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// What a live feed tells of itself. An instrument that no feed shows, since all are lost or the connections that carry it, gets no entry, and its bars say what they may lack.
/// </summary>
public sealed partial class TradingCore
{
    private readonly FeedHealth _feeds = new();

    private void OnFeed(in InboundRecord record)
    {
        FeedChange change = record.Feed;
        (int instrument, Timestamp time) = (record.Header.Instrument, record.Header.ExchangeTime);
        _emitter.Advance(time);
        if (Refuses(in record.Header, change.IsSound, Reason.BadFeedChange, (long)change.State)) return;
        bool wasKnown = _feeds.Known != 0;
        _feeds.Take(in change, instrument);
        EmitFeed(in change, instrument);

        if (instrument < 0)
        {
            SeeOrNot(time);
            if (!wasKnown && _feeds.Known != 0) BeginLive(time);
        }
        else if (change.State == FeedState.Gap)
        {
            _books[instrument]!.Bars.Missed(time);
        }
    }

    /// <summary>Of a session that runs already nobody has seen the beginning: a bar that began before the first feed did may lack ticks.</summary>
    private void BeginLive(Timestamp at)
    {
        foreach (InstrumentBook book in _inOrder) book.Bars.Missed(at);
    }

    private void SeeOrNot(Timestamp at)
    {
        _account.FeedDown = _feeds.IsDown;
        foreach (InstrumentBook book in _inOrder)
        {
            bool unseen = _feeds.IsUnseen(book.Id);
            if (unseen == book.Unseen) continue;
            book.Unseen = unseen;
            if (unseen)
            {
                book.Bars.BeginGap();
                _trader!.StopAdding(book, Reason.FeedDown);
            }
            else
            {
                book.Bars.EndGap(at);
            }
        }
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
