using System.Globalization;
using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>The schedules that ship with the product, and short ways to ask them.</summary>
internal static class Books
{
    public static readonly string ChargesText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "charges-schedule.csv"));
    public static readonly string PlansText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "brokerage-plans.csv"));
    public static readonly string RulesText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "note-rules.csv"));
    public static readonly string DepositoryText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "depository-charges.csv"));
    public static readonly ChargeBook Shipped = ChargeBook.Parse(ChargesText, PlansText, RulesText);
    public static readonly DepositoryCharges Depository = DepositoryCharges.Parse(DepositoryText);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static ChargeRates Rates(this ChargeBook book, string broker, Segment segment, InstrumentKind kind, bool intraday, string date)
    {
        Assert.True(book.TryResolve(broker, segment, kind, intraday, Date(date), out ChargeRates rates, out string? problem), problem);
        return rates;
    }

    public static string Problem(this ChargeBook book, string broker, Segment segment, InstrumentKind kind, string date)
    {
        Assert.False(book.TryResolve(broker, segment, kind, false, Date(date), out _, out string? problem));
        return problem;
    }

    /// <summary>A file of the reference folder beside the repository, or a skipped test that says so.</summary>
    public static string Reference(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"NOT CHECKED: shared/reference/{name} is not beside the repository");
        return "";
    }
}
