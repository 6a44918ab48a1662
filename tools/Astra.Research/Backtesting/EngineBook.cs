using Astra.Core;
using Astra.Markets;

namespace Astra.Research;

/// <summary>One watched instrument of an engine run: its bars so far, and the fills of the trade under way.</summary>
internal sealed class EngineBook(int index, Instrument instrument, int minutes)
{
    private LedgerTrade _trade = new() { ExitBar = -1 };
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

    public void Fill(in FillBody fill, Timestamp time)
    {
        int signed = fill.Quantity * (int)fill.Side;
        Amount charges = Amount.OfMoney(fill.Charges);
        if (Position == 0)
        {
            _trade = new LedgerTrade { Side = Math.Sign(signed), Series = Index, EntryBar = Now, ExitBar = -1, EntryTime = time };
            (_entryValue, _entryUnits) = (Amount.Zero, 0);
        }
        if (Math.Sign(signed) == _trade.Side)
        {
            _trade.EntryFee += charges;
            _entryValue += Amount.OfPrice(fill.Price.Units, fill.Quantity);
            _entryUnits += fill.Quantity;
        }
        else
        {
            _trade.ExitFee += charges;
        }
        Position += signed;
        _trade.Quantity = Math.Max(_trade.Quantity, Math.Abs(Position));
    }

    /// <summary>The round trip as the engine told it.</summary>
    public LedgerTrade Close(in TradeBody told)
    {
        LedgerTrade trade = _trade;
        trade.Series = Index;
        trade.Side = Math.Sign(told.Quantity);
        trade.Quantity = Math.Abs(told.Quantity);
        (trade.EntryTime, trade.ExitTime) = (told.EntryTime, told.ExitTime);
        (trade.EntryUnits, trade.ExitUnits) = (told.Entry.Units, told.Exit.Units);
        trade.ExitBar = Now;
        trade.ExitFee = Amount.OfMoney(told.Charges) - trade.EntryFee;
        trade.Profit = Amount.OfMoney(told.Net);
        _trade = new LedgerTrade { ExitBar = -1 };
        Position = 0;
        return trade;
    }

    public LedgerTrade OpenTrade()
    {
        LedgerTrade trade = _trade;
        trade.EntryUnits = _entryUnits == 0 ? 0 : (long)(_entryValue.Units / Amount.PerPriceUnit / _entryUnits);
        return trade;
    }
}
