using System.CommandLine;
using Astra.Core;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Capital, broker and charges: the settings that become a journal's first event.</summary>
internal sealed class SettingsOptions
{
    /// <summary>Rupees: enough to hold one lot of every instrument of the generated day, a kilogram of gold included.</summary>
    private const decimal DefaultCapital = 20_000_000m;

    private readonly Option<decimal> _capital = new("--capital")
    {
        Description = "Capital in rupees",
        HelpName = "R",
        DefaultValueFactory = _ => DefaultCapital,
    };

    private readonly Option<string> _broker = new("--broker")
    {
        Description = "Whose brokerage to charge: a name of the brokerage plans",
        HelpName = "NAME",
        DefaultValueFactory = _ => "ZERODHA",
    };

    private readonly Option<string?> _charges = new("--charges") { Description = "Dated charge schedule to use instead of the one shipped", HelpName = "CSV" };
    private readonly Option<string?> _brokerage = new("--brokerage") { Description = "Dated brokerage plans to use instead of those shipped", HelpName = "CSV" };

    public void AddTo(System.CommandLine.Command command)
    {
        command.Add(_capital);
        command.Add(_broker);
        command.Add(_charges);
        command.Add(_brokerage);
    }

    public EngineSettings Read(ParseResult parsed) => Make(
        parsed.GetValue(_capital), parsed.GetValue(_broker)!,
        parsed.GetValue(_charges) ?? ProgramData.ChargesSchedule, parsed.GetValue(_brokerage) ?? ProgramData.BrokeragePlans);

    public static EngineSettings Shipped => Make(DefaultCapital, "ZERODHA", ProgramData.ChargesSchedule, ProgramData.BrokeragePlans);

    private static EngineSettings Make(decimal capital, string broker, string chargesFile, string brokerageFile)
    {
        if (capital is <= 0 or > 1_000_000_000_000m) throw new UsageException($"--capital {capital}: give rupees, more than 0 and at most 1,000,000,000,000");
        string charges = File.ReadAllText(chargesFile);
        string brokerage = File.ReadAllText(brokerageFile);
        try
        {
            ChargeBook book = ChargeBook.Parse(charges, brokerage);
            if (!book.Brokers.Contains(broker, StringComparer.OrdinalIgnoreCase))
                throw new UsageException($"--broker {broker}: {brokerageFile} knows {string.Join(", ", book.Brokers)}");
        }
        catch (ScheduleFormatException e)
        {
            throw new UsageException($"{(e.File == ScheduleFile.Charges ? chargesFile : brokerageFile)}, line {e.Line}: {e.Problem}; {e.Remedy}");
        }
        return new EngineSettings { Capital = Money.FromRupees(capital), Broker = broker, ChargesSchedule = charges, BrokeragePlans = brokerage };
    }
}
