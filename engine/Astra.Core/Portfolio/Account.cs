using Astra.Markets;

namespace Astra.Core;

/// <summary>The virtual account: what was made, what it cost, what is still open, and where today began.</summary>
internal sealed class Account : IStateful
{
    public Money Capital;
    public Money DayStartEquity;
    public Money Realised;
    public Money Charges;
    public Money Unrealised;
    /// <summary>Entry value of all open positions and of entries in flight, for the gross limit.</summary>
    public Money Exposure;
    public int OpenPositions;
    /// <summary>Entries that have not filled at all yet.</summary>
    public int PendingEntries;
    public int Day;
    /// <summary>Trading has stopped for <see cref="Day"/>.</summary>
    public bool Stopped;
    public bool Paused;
    /// <summary>No live feed brings data; follows from the feeds' health, which is saved elsewhere.</summary>
    public bool FeedDown;

    public Money Equity => Capital + Realised - Charges + Unrealised;

    public void StartDay(int day)
    {
        Day = day;
        DayStartEquity = Equity;
        Stopped = false;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Capital);
        writer.Write(DayStartEquity);
        writer.Write(Realised);
        writer.Write(Charges);
        writer.Write(Unrealised);
        writer.Write(Exposure);
        writer.Write(OpenPositions);
        writer.Write(PendingEntries);
        writer.Write(Day);
        writer.Write(Stopped);
        writer.Write(Paused);
    }

    public void Load(StateReader reader)
    {
        Capital = reader.Read<Money>();
        DayStartEquity = reader.Read<Money>();
        Realised = reader.Read<Money>();
        Charges = reader.Read<Money>();
        Unrealised = reader.Read<Money>();
        Exposure = reader.Read<Money>();
        OpenPositions = reader.Read<int>();
        PendingEntries = reader.Read<int>();
        Day = reader.Read<int>();
        Stopped = reader.Read<bool>();
        Paused = reader.Read<bool>();
    }
}
