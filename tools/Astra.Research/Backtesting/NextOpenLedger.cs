using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// Cash and one position under <see cref="LedgerRules"/>, driven bar by bar: <see cref="AtOpen"/>, then <see cref="AtClose"/> with what the
/// strategy decided at that close. Every path of research (bar by bar, runner, sweep) moves money through this one struct; nothing is rounded.
/// </summary>
public struct NextOpenLedger<TFees, TSink>
    where TFees : struct, IFees
    where TSink : struct, ITradeSink
{
    private const sbyte Nothing = 0, GoLong = 1, GoShort = -1, Leave = 2;

    private readonly TradeSides _sides;
    private readonly int _quantity;
    private readonly int _lot;
    private readonly int _multiplier;
    private readonly long _slippage;
    private sbyte _order;
    private LedgerTrade _trade;

    public NextOpenLedger(LedgerRules rules, Markets.Instrument instrument, TFees fees, TSink sink)
    {
        (_sides, _quantity, _lot, _multiplier) = (rules.Sides, rules.Quantity, instrument.LotSize, instrument.Multiplier);
        _slippage = rules.SlippageTicks * instrument.TickSize.Units;
        Cash = Amount.OfMoney(rules.Cash);
        (Fees, Sink) = (fees, sink);
        _trade.ExitBar = -1;
    }

    /// <summary>Change it when a day has other rates.</summary>
    public TFees Fees;
    public TSink Sink;

    public Amount Cash { get; private set; }

    public Amount FeesPaid { get; private set; }

    /// <summary>Signed units.</summary>
    public readonly int Position => _trade.Side * _trade.Quantity;

    /// <summary>The open trade; its quantity is 0 when there is none.</summary>
    public readonly LedgerTrade Open => _trade;

    /// <summary>Whether the next <see cref="AtOpen"/> has an order to carry out.</summary>
    public readonly bool HasOrder => _order != Nothing;

    /// <summary>Carries out what was decided at the last close.</summary>
    public void AtOpen(int bar, long openUnits, BarGate gate = BarGate.None)
    {
        sbyte order = _order;
        _order = Nothing;
        if ((gate & BarGate.LeaveAtOpen) != 0 && _trade.Side != 0) order = Leave;
        if (order == Nothing) return;
        if (_trade.Side != 0) Exit(bar, openUnits);
        if (order != Leave && (gate & BarGate.NoEntry) == 0) Enter(bar, openUnits, order);
    }

    /// <summary>Takes the decision of this bar's close, to be carried out at the next open.</summary>
    public void AtClose(int bar, long closeUnits, StrategyAction action, BarGate gate = BarGate.None)
    {
        if (gate != BarGate.None && (gate & BarGate.LeaveAtClose) != 0)
        {
            if (_trade.Side == 0) return;
            _trade.LeftAtClose = true;
            Exit(bar, closeUnits);
            return;
        }
        _order = action switch
        {
            StrategyAction.EnterLong => _trade.Side > 0 ? Nothing : _sides != TradeSides.ShortOnly ? GoLong : _trade.Side < 0 ? Leave : Nothing,
            StrategyAction.EnterShort => _trade.Side < 0 ? Nothing : _sides != TradeSides.LongOnly ? GoShort : _trade.Side > 0 ? Leave : Nothing,
            StrategyAction.Exit => _trade.Side != 0 ? Leave : Nothing,
            _ => Nothing,
        };
    }

    /// <summary>Cash and the position at this price.</summary>
    public readonly Amount Equity(long closeUnits) => Cash + Amount.OfPrice(closeUnits, (long)Position * _multiplier);

    private void Enter(int bar, long openUnits, int side)
    {
        long price = Math.Max(1, openUnits + side * _slippage);
        int quantity = _quantity > 0 ? _quantity - _quantity % _lot : Affordable(side > 0, price);
        if (quantity <= 0) return;
        Amount fee = Fees.Of(side > 0, price, (long)quantity * _multiplier);
        Cash -= Amount.OfPrice(price, (long)side * quantity * _multiplier) + fee;
        FeesPaid += fee;
        _trade = new LedgerTrade { Side = side, Quantity = quantity, EntryBar = bar, ExitBar = -1, EntryUnits = price, EntryFee = fee };
    }

    private void Exit(int bar, long at)
    {
        int side = _trade.Side;
        long price = Math.Max(1, at - side * _slippage);
        long units = (long)_trade.Quantity * _multiplier;
        Amount entryFee = Fees.OfEntry(in _trade, units), fee = Fees.OfExit(in _trade, price, units);
        Amount due = fee + (entryFee - _trade.EntryFee);
        Cash += Amount.OfPrice(price, side * units) - due;
        FeesPaid += due;
        _trade.EntryFee = entryFee;
        _trade.ExitBar = bar;
        _trade.ExitUnits = price;
        _trade.ExitFee = fee;
        _trade.Profit = Amount.OfPrice(price - _trade.EntryUnits, side * units) - entryFee - fee;
        Sink.Closed(in _trade);
        _trade = new LedgerTrade { ExitBar = -1 };
    }

    /// <summary>The most whole lots whose value and fee cash covers. The fee grows with the quantity, so a search by halves finds it.</summary>
    private readonly int Affordable(bool buy, long price)
    {
        Int128 lotValue = Amount.OfPrice(price, (long)_lot * _multiplier).Units;
        Int128 most = Int128.Min(Cash.Units / lotValue, int.MaxValue / _lot);
        long low = 0, high = (long)most;
        while (low < high)
        {
            long middle = (low + high + 1) / 2;
            Amount needed = new Amount(lotValue * middle) + Fees.Of(buy, price, middle * _lot * _multiplier);
            if (needed <= Cash) low = middle;
            else high = middle - 1;
        }
        return (int)low * _lot;
    }
}
