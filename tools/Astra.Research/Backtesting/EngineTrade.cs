using Astra.Markets;

namespace Astra.Research;

/// <summary>A trade of an engine run, under way or told, with what day's ends have corrected of its charges since.</summary>
internal sealed class EngineTrade
{
    public LedgerTrade Told = new() { ExitBar = -1 };

    private Money _entry, _exit;

    /// <summary>Positive: more to pay.</summary>
    public void Correct(bool entry, Money charges)
    {
        if (entry) _entry += charges;
        else _exit += charges;
    }

    /// <summary>With the corrections in its fees and, when it is closed, in its profit.</summary>
    public LedgerTrade Corrected()
    {
        LedgerTrade trade = Told;
        trade.EntryFee += Amount.OfMoney(_entry);
        trade.ExitFee += Amount.OfMoney(_exit);
        if (trade.ExitBar >= 0) trade.Profit -= Amount.OfMoney(_entry + _exit);
        return trade;
    }
}
