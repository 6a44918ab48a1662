using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>What the core has seen and done since the journal began; part of its state, so a restored core counts on.</summary>
internal sealed class Counters : IStateful
{
    private const int Sources = 5;

    private readonly long[] _bySource = new long[Sources];

    public long Events;
    public long Ticks;
    public long Bars;
    /// <summary>Minutes filled in from history.</summary>
    public long Backfilled;
    /// <summary>Bars that plans were warmed up with.</summary>
    public long WarmedUp;
    public long Signals;
    public int Orders;
    public long Fills;
    public int Trades;
    public int Winners;
    public Money Gross;
    public Money Brokerage;
    public Money TransactionTax;
    public Money Exchange;
    public Money Sebi;
    public Money Stamp;
    public Money Gst;
    /// <summary>Depository charges with their GST.</summary>
    public Money Depository;
    /// <summary>Part of all charges that came as day-end corrections, the depository's included.</summary>
    public Money TrueUp;

    public void Count(InboundSource source)
    {
        Events++;
        _bySource[(int)source < Sources ? (int)source : 0]++;
    }

    /// <summary>Charges by component; a day-end correction may be negative.</summary>
    public void Add(in Charges charges)
    {
        Brokerage += charges.Brokerage;
        TransactionTax += charges.TransactionTax;
        Exchange += charges.Exchange;
        Sebi += charges.Sebi;
        Stamp += charges.Stamp;
        Gst += charges.Gst;
    }

    public long From(InboundSource source) => (int)source < Sources ? _bySource[(int)source] : 0;

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_bySource);
        writer.Write(Events);
        writer.Write(Ticks);
        writer.Write(Bars);
        writer.Write(Backfilled);
        writer.Write(WarmedUp);
        writer.Write(Signals);
        writer.Write(Orders);
        writer.Write(Fills);
        writer.Write(Trades);
        writer.Write(Winners);
        writer.Write(Gross);
        writer.Write(Brokerage);
        writer.Write(TransactionTax);
        writer.Write(Exchange);
        writer.Write(Sebi);
        writer.Write(Stamp);
        writer.Write(Gst);
        writer.Write(Depository);
        writer.Write(TrueUp);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_bySource);
        Events = reader.Read<long>();
        Ticks = reader.Read<long>();
        Bars = reader.Read<long>();
        Backfilled = reader.Read<long>();
        WarmedUp = reader.Read<long>();
        Signals = reader.Read<long>();
        Orders = reader.Read<int>();
        Fills = reader.Read<long>();
        Trades = reader.Read<int>();
        Winners = reader.Read<int>();
        Gross = reader.Read<Money>();
        Brokerage = reader.Read<Money>();
        TransactionTax = reader.Read<Money>();
        Exchange = reader.Read<Money>();
        Sebi = reader.Read<Money>();
        Stamp = reader.Read<Money>();
        Gst = reader.Read<Money>();
        Depository = reader.Read<Money>();
        TrueUp = reader.Read<Money>();
    }
}
