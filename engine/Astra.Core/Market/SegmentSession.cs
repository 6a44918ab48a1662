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
        (Phase, Day, Open, Close, SquareOff) = (change.Phase, change.Day, change.Open, change.Close, change.SquareOff);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Phase);
        writer.Write(Day);
        writer.Write(Open);
        writer.Write(Close);
        writer.Write(SquareOff);
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
        Ticks = reader.Read<long>();
        Trades = reader.Read<int>();
        Fills = reader.Read<int>();
        Gross = reader.Read<Money>();
        Charges = reader.Read<Money>();
        Ledger.Load(reader);
    }
}
