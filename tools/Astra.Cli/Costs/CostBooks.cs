using Astra.Costs;

namespace Astra.Cli;

/// <summary>The schedules that a question about costs is answered from: those shipped, or the user's own files.</summary>
internal sealed record CostBooks(ChargeBook Charges, DepositoryCharges Depository)
{
    public GroupPricer Pricer { get; } = new(Charges, Depository);

    /// <exception cref="UsageException">A file is missing or is no schedule; with its name, line and remedy.</exception>
    public static CostBooks Load(string? charges = null, string? brokerage = null, string? noteRules = null, string? depository = null)
    {
        CostFiles shipped = CostFiles.Shipped;
        CostFiles files = shipped with
        {
            Charges = charges ?? shipped.Charges,
            Brokerage = brokerage ?? shipped.Brokerage,
            NoteRules = noteRules ?? shipped.NoteRules,
            Depository = depository ?? shipped.Depository,
        };
        try
        {
            CostBooks books = new(
                ChargeBook.Parse(DataFile.ReadText(files.Charges), DataFile.ReadText(files.Brokerage), DataFile.ReadText(files.NoteRules)),
                DepositoryCharges.Parse(DataFile.ReadText(files.Depository)));
            RequireBrokers(books.Charges, books.Depository);
            return books;
        }
        catch (ScheduleFormatException e)
        {
            throw new UsageException($"{files.Of(e.File)}, line {e.Line}: {e.Problem}; {e.Remedy}");
        }
    }

    /// <summary>Rows of note rules and depository charges are of brokers in the plans, or in those shipped: a plan of one's own goes with the other shipped files.</summary>
    /// <exception cref="ScheduleFormatException">A row is of another broker.</exception>
    public static void RequireBrokers(ChargeBook charges, DepositoryCharges depository)
    {
        ChargeBook shipped = ChargeBook.Parse(DataFile.ReadText(CostFiles.Shipped.Charges), DataFile.ReadText(CostFiles.Shipped.Brokerage));
        string[] brokers = [.. charges.Brokers.Union(shipped.Brokers, StringComparer.OrdinalIgnoreCase)];
        charges.NoteRules.RequireBrokers(brokers);
        depository.RequireBrokers(brokers);
    }
}
