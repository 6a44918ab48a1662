using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// One segment's charges of one trade date: the contract note as it grows, what fills and settlements were charged meanwhile, and what was posted
/// to make up the difference. A day of several sessions keeps one ledger; each close posts what is still missing.
/// </summary>
internal sealed class DayLedger : IStateful
{
    /// <summary>IST day number since 1970-01-01.</summary>
    public int Day { get; private set; }

    /// <summary>The day's orders and settlements; turnovers are added to a copy when it is struck.</summary>
    public ContractNote Note { get; } = new(default);

    /// <summary>Executed orders on the note.</summary>
    public int Orders;
    /// <summary>Depository debits charged.</summary>
    public int Debits;
    public Charges Accrued;
    public Charges Posted;
    /// <summary>Depository charges of shares given on settlement, and of all that was posted.</summary>
    public Money DepositoryDue;
    public Money DepositoryPosted;

    public void Begin(int day, DateOnly date)
    {
        if (day == Day) return;
        Day = day;
        Note.Begin(date);
        (Orders, Debits) = (0, 0);
        (Accrued, Posted) = (Charges.None, Charges.None);
        (DepositoryDue, DepositoryPosted) = (Money.Zero, Money.Zero);
    }

    /// <summary>An order has ended with fills: its brokerage is billed once, rounded by itself.</summary>
    public void AddOrder(in ChargeRates rates, Money value)
    {
        Orders++;
        Note.AddOrder(in rates, value);
    }

    /// <summary>A copy of the note, for turnovers to be added and struck.</summary>
    public ContractNote NoteSoFar()
    {
        var writer = new StateWriter(1024);
        Note.Save(writer);
        var copy = new ContractNote(default);
        copy.Load(new StateReader(writer.Written.ToArray()));
        return copy;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Day);
        Note.Save(writer);
        writer.Write(Orders);
        writer.Write(Debits);
        writer.Write(Accrued);
        writer.Write(Posted);
        writer.Write(DepositoryDue);
        writer.Write(DepositoryPosted);
    }

    public void Load(StateReader reader)
    {
        Day = reader.Read<int>();
        Note.Load(reader);
        Orders = reader.Read<int>();
        Debits = reader.Read<int>();
        Accrued = reader.Read<Charges>();
        Posted = reader.Read<Charges>();
        DepositoryDue = reader.Read<Money>();
        DepositoryPosted = reader.Read<Money>();
    }
}
