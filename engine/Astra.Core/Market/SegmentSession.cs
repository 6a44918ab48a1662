using Astra.Markets;

namespace Astra.Core;

/// <summary>Where a segment stands in its day, as told by session events; the core has no calendar of its own.</summary>
internal sealed class SegmentSession(Segment segment) : IStateful
{
    public Segment Segment { get; } = segment;
    public SessionPhase Phase { get; private set; } = SessionPhase.Closed;
    public int Day { get; private set; }
    public Timestamp Open { get; private set; }
    public Timestamp Close { get; private set; }
    public Timestamp SquareOff { get; private set; }
    /// <summary>End of continuous trading for instruments with a closing auction.</summary>
    public Timestamp AuctionClose { get; private set; }
    public Timestamp AuctionSquareOff { get; private set; }

    // The day's figures, struck when the session closes.
    public long Ticks;
    public int Trades;
    public int Fills;
    public Money Gross;
    public Money Charges;
    /// <summary>The trade date's charges, for the contract note.</summary>
    public DayLedger Ledger { get; } = new();

    /// <summary>Prices that arrive now belong to continuous trading.</summary>
    public bool IsTrading => Phase is SessionPhase.Open or SessionPhase.SquareOff;

    /// <summary>Closes without having been told to.</summary>
    public void Leave() => Phase = SessionPhase.Closed;

    public void Enter(in SessionChange change)
    {
        if (change.Phase == SessionPhase.Open)
        {
            (Ticks, Trades, Fills) = (0, 0, 0);
            (Gross, Charges) = (Money.Zero, Money.Zero);
        }
        Ledger.Begin(change.Day, Ist.DateOf(change.Open));
        (Phase, Day) = (change.Phase, change.Day);
        SetTimes(in change);
    }

    /// <summary>
    /// Other times for the session that is running or about to; false, and nothing changed, when there is none or no session can have them. A
    /// square-off that now lies ahead again is undone: entries may be made until then.
    /// </summary>
    public bool TryAmend(in SessionChange change, Timestamp now)
    {
        bool running = IsTrading || Phase == SessionPhase.PreOpen;
        bool sound = change.Day == Day && change.Open < change.Close && change.SquareOff >= change.Open && change.SquareOff <= change.Close &&
            change.AuctionClose <= change.Close && change.AuctionSquareOff <= change.Close && (Phase == SessionPhase.PreOpen || change.Open == Open);
        if (!running || !sound) return false;
        SetTimes(in change);
        if (Phase == SessionPhase.SquareOff && now < SquareOff) Phase = SessionPhase.Open;
        return true;
    }

    private void SetTimes(in SessionChange change)
    {
        (Open, Close, SquareOff) = (change.Open, change.Close, change.SquareOff);
        AuctionClose = change.AuctionClose == default ? Close : change.AuctionClose;
        AuctionSquareOff = change.AuctionSquareOff == default ? SquareOff : change.AuctionSquareOff;
        // No later than the others, whatever was said.
        if (AuctionClose > Close) AuctionClose = Close;
        if (AuctionSquareOff > AuctionClose) AuctionSquareOff = AuctionClose;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Phase);
        writer.Write(Day);
        writer.Write(Open);
        writer.Write(Close);
        writer.Write(SquareOff);
        writer.Write(AuctionClose);
        writer.Write(AuctionSquareOff);
        writer.Write(Ticks);
        writer.Write(Trades);
        writer.Write(Fills);
        writer.Write(Gross);
        writer.Write(Charges);
        Ledger.Save(writer);
    }

    public void Load(StateReader reader)
    {
        Phase = reader.Read<SessionPhase>();
        Day = reader.Read<int>();
        Open = reader.Read<Timestamp>();
        Close = reader.Read<Timestamp>();
        SquareOff = reader.Read<Timestamp>();
        AuctionClose = reader.Read<Timestamp>();
        AuctionSquareOff = reader.Read<Timestamp>();
        Ticks = reader.Read<long>();
        Trades = reader.Read<int>();
        Fills = reader.Read<int>();
        Gross = reader.Read<Money>();
        Charges = reader.Read<Money>();
        Ledger.Load(reader);
    }
}
