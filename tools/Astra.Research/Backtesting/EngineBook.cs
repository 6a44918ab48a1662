using Astra.Core;
using Astra.Markets;

namespace Astra.Research;

/// <summary>One watched instrument of an engine run: its bars so far, and the fills of the trade under way.</summary>
internal sealed class EngineBook(int index, Instrument instrument, int minutes)
{
    private Amount _entryValue;
    private long _entryUnits;

    public int Index { get; } = index;

    public Instrument Instrument { get; } = instrument;

    public int Minutes { get; } = minutes;

    public List<Bar> Bars { get; } = [];

    /// <summary>Signed units.</summary>
    public int Position { get; private set; }

    /// <summary>The bar under way; fills after the last close belong to it.</summary>
    private int Now => Bars.Count;

    /// <summary>Under way, or the last that closed.</summary>
    public EngineTrade Trade { get; private set; } = new();

    /// <returns>Whether the fill entered; otherwise it left.</returns>
    public bool Fill(in FillBody fill, Timestamp time)
    {
        int signed = fill.Quantity * (int)fill.Side;
        Amount charges = Amount.OfMoney(fill.Charges);
        if (Position == 0)
        {
            Trade = new EngineTrade { Told = new LedgerTrade { Side = Math.Sign(signed), Series = Index, EntryBar = Now, ExitBar = -1, EntryTime = time } };
            (_entryValue, _entryUnits) = (Amount.Zero, 0);
        }
        ref LedgerTrade trade = ref Trade.Told;
        bool enters = Math.Sign(signed) == trade.Side;
        if (enters)
        {
            trade.EntryFee += charges;
            _entryValue += Amount.OfPrice(fill.Price.Units, fill.Quantity);
            _entryUnits += fill.Quantity;
        }
        else
        {
            trade.ExitFee += charges;
        }
        Position += signed;
        trade.Quantity = Math.Max(trade.Quantity, Math.Abs(Position));
        return enters;
    }

    /// <summary>The round trip as the engine told it.</summary>
    public EngineTrade Close(in TradeBody told)
    {
        // Shares that came by delivery were entered without a fill.
        if (Trade.Told.ExitBar >= 0) Trade = new EngineTrade();
        ref LedgerTrade trade = ref Trade.Told;
        trade.Series = Index;
        trade.Side = Math.Sign(told.Quantity);
        trade.Quantity = Math.Abs(told.Quantity);
        (trade.EntryTime, trade.ExitTime) = (told.EntryTime, told.ExitTime);
        (trade.EntryUnits, trade.ExitUnits) = (told.Entry.Units, told.Exit.Units);
        trade.ExitBar = Now;
        trade.ExitFee = Amount.OfMoney(told.Charges) - trade.EntryFee;
        trade.Profit = Amount.OfMoney(told.Net);
        Position = 0;
        return Trade;
    }

    public EngineTrade OpenTrade()
    {
        Trade.Told.EntryUnits = _entryUnits == 0 ? 0 : (long)(_entryValue.Units / Amount.PerPriceUnit / _entryUnits);
        return Trade;
    }
}
