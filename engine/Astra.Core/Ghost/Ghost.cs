using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// The virtual execution layer: decides what real orders would have got. Market orders take the touch plus slippage, limit orders
/// their own price, both only from data that is newer than the order, only a share of what is displayed, and each displayed
/// quantity once. Quantities fill in whole lots.
/// </summary>
internal sealed class Ghost(GhostSettings settings, Trader trader)
{
    /// <summary>Bid, ask or both have just been shown at <paramref name="now"/>.</summary>
    public void OnTouch(InstrumentBook book, Timestamp now)
    {
        if (!book.HasWork) return;
        MatchMarket(book, ref book.Exit, now);
        MatchLimit(book, ref book.TargetOrder, now);
        MatchMarket(book, ref book.Entry, now);
    }

    /// <summary>Levels behind the touch serve what the touch did not, but only when the touch has a new price: otherwise the book is the same liquidity.</summary>
    public void OnDepth(InstrumentBook book, in DepthTick depth, Timestamp now)
    {
        OnTouch(book, now);
        WalkLevels(book, ref book.Exit, in depth, now);
        WalkLevels(book, ref book.Entry, in depth, now);
    }

    /// <summary>
    /// A finished bar of history: orders decided before it began fill at its open; then a stop inside its range fires at the stop
    /// or, if it opened beyond, at the open; only then may a target fill, and only if the bar traded through it.
    /// </summary>
    public void OnBar(InstrumentBook book, in HistoryBar bar)
    {
        int left = bar.Volume > 0 ? new Allowance(settings.BarParticipationPercent, book.Instrument.LotSize).Of(bar.Volume) : int.MaxValue;
        FillAtOpen(book, ref book.Exit, in bar, ref left);
        FillAtOpen(book, ref book.Entry, in bar, ref left);
        if (!book.Position.IsOpen || book.Exit.IsLive) return;

        Side side = book.Position.Side;
        Price stop = book.Position.Stop;
        if (side == Side.Buy ? bar.Low <= stop : bar.High >= stop)
        {
            bool gap = side == Side.Buy ? bar.Open < stop : bar.Open > stop;
            trader.BeginExit(book, book.Position.StopReason);
            trader.Accept(book, ref book.Exit);
            Fill(book, ref book.Exit, trader.WithoutQuote(book, gap ? bar.Open : stop, book.Exit.Side), bar.Start, ref left);
        }
        else if (book.TargetOrder.IsLive && (side == Side.Buy ? bar.High > book.TargetOrder.Limit : bar.Low < book.TargetOrder.Limit))
        {
            trader.Accept(book, ref book.TargetOrder);
            Fill(book, ref book.TargetOrder, book.TargetOrder.Limit, bar.Start, ref left);
        }
    }

    private void MatchMarket(InstrumentBook book, ref Order order, Timestamp now)
    {
        if (!Reached(book, ref order, now)) return;
        ref Touch touch = ref book.Touch;
        if (order.Side == Side.Buy)
        {
            if (touch.Ask.Units > 0 && touch.AskTime >= order.Active)
                Fill(book, ref order, touch.Ask + Slippage(book), now, ref touch.AskLeft);
        }
        else if (touch.Bid.Units > 0 && touch.BidTime >= order.Active)
        {
            Price price = touch.Bid - Slippage(book);
            Fill(book, ref order, price.Units > 0 ? price : book.Instrument.TickSize, now, ref touch.BidLeft);
        }
    }

    private void MatchLimit(InstrumentBook book, ref Order order, Timestamp now)
    {
        if (!Reached(book, ref order, now)) return;
        ref Touch touch = ref book.Touch;
        if (order.Side == Side.Sell)
        {
            if (touch.BidTime >= order.Active && touch.Bid >= order.Limit) Fill(book, ref order, order.Limit, now, ref touch.BidLeft);
        }
        else if (touch.Ask.Units > 0 && touch.AskTime >= order.Active && touch.Ask <= order.Limit)
        {
            Fill(book, ref order, order.Limit, now, ref touch.AskLeft);
        }
    }

    private void WalkLevels(InstrumentBook book, ref Order order, in DepthTick depth, Timestamp now)
    {
        if (!Reached(book, ref order, now)) return;
        bool buy = order.Side == Side.Buy;
        if ((buy ? book.Touch.AskFresh : book.Touch.BidFresh) == 0) return;
        // Shares too small for a lot add up from level to level, at the price of the last one.
        int left = 0;
        for (int level = 1; level < DepthTick.Levels && order.IsLive; level++)
        {
            int shown = buy ? depth.Asks[level].Quantity : depth.Bids[level].Quantity;
            if (shown <= 0) return;
            Price price = buy ? depth.AskPrice(level) + Slippage(book) : depth.BidPrice(level) - Slippage(book);
            if (price.Units <= 0) return;
            left = (int)Math.Min((long)left + (long)shown * settings.ParticipationPercent / 100, int.MaxValue);
            Fill(book, ref order, price, now, ref left);
        }
    }

    /// <summary>Whether the order lives and has arrived at the exchange.</summary>
    private bool Reached(InstrumentBook book, ref Order order, Timestamp now)
    {
        if (!order.IsLive || now < order.Active) return false;
        trader.Accept(book, ref order);
        return true;
    }

    private void FillAtOpen(InstrumentBook book, ref Order order, in HistoryBar bar, ref int left)
    {
        if (!order.IsLive || order.Decided > bar.Start) return;
        trader.Accept(book, ref order);
        Fill(book, ref order, trader.WithoutQuote(book, bar.Open, order.Side), bar.Start, ref left);
    }

    private void Fill(InstrumentBook book, ref Order order, Price price, Timestamp at, ref int left)
    {
        int quantity = Math.Min(order.Remaining, left);
        quantity -= quantity % book.Instrument.LotSize;
        if (quantity <= 0) return;
        left -= quantity;
        trader.OnFill(book, ref order, quantity, price, at);
    }

    private Price Slippage(InstrumentBook book) => book.Instrument.TickSize * settings.SlippageTicks;
}
