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
        MatchMarket(book, book.Exit, now);
        MatchLimit(book, book.TargetOrder, now);
        MatchMarket(book, book.Entry, now);
        MatchLimit(book, book.BidQuote, now);
        MatchLimit(book, book.AskQuote, now);
    }

    /// <summary>Levels behind the touch serve what the touch did not, but only when the touch has a new price: otherwise the book is the same liquidity.</summary>
    public void OnDepth(InstrumentBook book, in DepthTick depth, Timestamp now)
    {
        OnTouch(book, now);
        WalkLevels(book, book.Exit, in depth, now);
        WalkLevels(book, book.Entry, in depth, now);
    }

    /// <summary>
    /// A finished bar of history: orders decided before it began fill at its open; then a stop inside its range fires at the stop
    /// or, if it opened beyond, at the open; only then may a target or a quote fill, and only if the bar traded through it. A bar through both
    /// quotes fills the one that it moved against; what it opened so, its stop may close in the same bar.
    /// </summary>
    public void OnBar(InstrumentBook book, in HistoryBar bar)
    {
        int left = bar.Volume > 0 ? new Allowance(settings.BarParticipationPercent, book.Instrument.LotSize).Of(bar.Volume) : int.MaxValue;
        FillAtOpen(book, book.Exit, in bar, ref left);
        FillAtOpen(book, book.Entry, in bar, ref left);
        if (TryStop(book, in bar, ref left)) return;
        if (book.Position.IsOpen && !book.IsLeaving) FillThrough(book, book.TargetOrder, in bar, ref left);
        if (!book.IsQuoting) return;
        bool flat = !book.Position.IsOpen;
        bool both = IsThrough(book.BidQuote, in bar) && IsThrough(book.AskQuote, in bar);
        if (!both || bar.Close <= bar.Open) FillThrough(book, book.BidQuote, in bar, ref left);
        if (!both || bar.Close > bar.Open) FillThrough(book, book.AskQuote, in bar, ref left);
        if (flat) TryStop(book, in bar, ref left);
    }

    /// <summary>Fires the stop when the bar has touched it; false when there is none or it held.</summary>
    private bool TryStop(InstrumentBook book, in HistoryBar bar, ref int left)
    {
        if (!book.Position.IsOpen || book.Position.Stop.Units == 0 || book.IsLeaving) return false;
        Side side = book.Position.Side;
        Price stop = book.Position.Stop;
        if (side == Side.Buy ? bar.Low > stop : bar.High < stop) return false;
        bool gap = side == Side.Buy ? bar.Open < stop : bar.Open > stop;
        trader.BeginExit(book, book.Position.StopReason);
        for (int i = 0; i < book.Exit.Count; i++)
        {
            ref Order exit = ref book.Exit[i];
            trader.Accept(book, ref exit);
            Price at = gap ? bar.Open : stop;
            if (!IsLocked(book, exit.Side, in bar) && Allows(in exit, at))
                Fill(book, ref exit, Within(in exit, trader.WithoutQuote(book, at, exit.Side)), bar.Start, ref left);
        }
        return true;
    }

    private static bool IsThrough(OrderGroup orders, in HistoryBar bar)
    {
        for (int i = 0; i < orders.Count; i++)
            if (IsThrough(in orders[i], in bar)) return true;
        return false;
    }

    /// <summary>Whether the bar traded beyond a resting order's price. A quote has to rest when the bar begins; a target may be younger: it leaves what just came.</summary>
    private static bool IsThrough(in Order order, in HistoryBar bar) =>
        order.IsLive && (order.Intent != Reason.StrategyQuote || order.Decided <= bar.Start) &&
        (order.Side == Side.Sell ? bar.High > order.Limit : bar.Low < order.Limit);

    private void FillThrough(InstrumentBook book, OrderGroup targets, in HistoryBar bar, ref int left)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            ref Order target = ref targets[i];
            if (!IsThrough(in target, in bar)) continue;
            trader.Accept(book, ref target);
            Fill(book, ref target, target.Limit, bar.Start, ref left);
        }
    }

    private void MatchMarket(InstrumentBook book, OrderGroup orders, Timestamp now)
    {
        for (int i = 0; i < orders.Count; i++) MatchMarket(book, ref orders[i], now);
    }

    private void MatchMarket(InstrumentBook book, ref Order order, Timestamp now)
    {
        if (!Reached(book, ref order, now)) return;
        ref Touch touch = ref book.Touch;
        if (order.Side == Side.Buy)
        {
            if (touch.Ask.Units > 0 && touch.AskTime >= order.Active && Allows(in order, touch.Ask))
                Fill(book, ref order, Worsened(book, in order, touch.Ask), now, ref touch.AskLeft);
        }
        else if (touch.Bid.Units > 0 && touch.BidTime >= order.Active && Allows(in order, touch.Bid))
        {
            Fill(book, ref order, Worsened(book, in order, touch.Bid), now, ref touch.BidLeft);
        }
    }

    private void MatchLimit(InstrumentBook book, OrderGroup orders, Timestamp now)
    {
        for (int i = 0; i < orders.Count; i++) MatchLimit(book, ref orders[i], now);
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

    private void WalkLevels(InstrumentBook book, OrderGroup orders, in DepthTick depth, Timestamp now)
    {
        if (!orders.IsLive) return;
        bool buy = orders[0].Side == Side.Buy;
        if ((buy ? book.Touch.AskFresh : book.Touch.BidFresh) == 0) return;
        // Shares too small for a lot add up from level to level, at the price of the last one.
        int left = 0;
        for (int level = 1; level < DepthTick.Levels && orders.IsLive; level++)
        {
            int shown = buy ? depth.Asks[level].Quantity : depth.Bids[level].Quantity;
            if (shown <= 0) return;
            Price price = buy ? depth.AskPrice(level) : depth.BidPrice(level);
            if (price.Units <= 0 || !book.Band.Holds(price)) return;
            left = (int)Math.Min((long)left + (long)shown * settings.ParticipationPercent / 100, int.MaxValue);
            for (int i = 0; i < orders.Count; i++)
                if (Reached(book, ref orders[i], now) && Allows(in orders[i], price))
                    Fill(book, ref orders[i], Worsened(book, in orders[i], price), now, ref left);
        }
    }

    /// <summary>Whether the order lives and has arrived at the exchange.</summary>
    private bool Reached(InstrumentBook book, ref Order order, Timestamp now)
    {
        if (!order.IsLive || now < order.Active) return false;
        trader.Accept(book, ref order);
        return true;
    }

    private void FillAtOpen(InstrumentBook book, OrderGroup orders, in HistoryBar bar, ref int left)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            ref Order order = ref orders[i];
            if (!order.IsLive || order.Decided > bar.Start) continue;
            trader.Accept(book, ref order);
            if (!IsLocked(book, order.Side, in bar) && Allows(in order, bar.Open))
                Fill(book, ref order, Within(in order, trader.WithoutQuote(book, bar.Open, order.Side)), bar.Start, ref left);
        }
    }

    /// <summary>A bar that never left the limit price has nobody on the other side.</summary>
    private static bool IsLocked(InstrumentBook book, Side side, in HistoryBar bar) =>
        side == Side.Buy ? bar.Low >= book.Band.High : bar.High <= book.Band.Low;

    /// <summary>Whether an order's price protection, if it has one, lets it trade there.</summary>
    private static bool Allows(in Order order, Price price) =>
        order.Limit.Units == 0 || (order.Side == Side.Buy ? price <= order.Limit : price >= order.Limit);

    /// <summary>The price worsened by slippage, but neither below a tick nor beyond the day's band or the order's protection.</summary>
    private Price Worsened(InstrumentBook book, in Order order, Price price)
    {
        Price tick = book.Instrument.TickSize;
        Price worse = price + tick * settings.SlippageTicks * (int)order.Side;
        return Within(in order, book.Band.Clamp(worse < tick ? tick : worse));
    }

    private static Price Within(in Order order, Price price) => Allows(in order, price) ? price : order.Limit;

    private void Fill(InstrumentBook book, ref Order order, Price price, Timestamp at, ref int left)
    {
        int quantity = Math.Min(order.Remaining, left);
        // No fill turns a position around: a quote larger than what is held closes it, and opens with what is left of it later.
        if (book.Position.Quantity * (int)order.Side < 0) quantity = Math.Min(quantity, Math.Abs(book.Position.Quantity));
        quantity -= quantity % book.Instrument.LotSize;
        if (quantity <= 0) return;
        left -= quantity;
        trader.OnFill(book, ref order, quantity, price, at);
    }
}
