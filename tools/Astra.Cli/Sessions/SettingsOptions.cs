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

    private const string UsualBroker = "ZERODHA";

    private readonly Option<decimal> _capital = new("--capital")
    {
        Description = "Capital in rupees",
        HelpName = "R",
        DefaultValueFactory = _ => DefaultCapital,
    };

    private readonly Option<string?> _broker = new("--broker")
    {
        Description = "Whose brokerage to charge: a name of the brokerage plans (default ZERODHA; of a live feed its own)",
        HelpName = "NAME",
    };

    private readonly Option<string?> _charges = new("--charges") { Description = "Dated charge schedule to use instead of the one shipped", HelpName = "CSV" };
    private readonly Option<string?> _brokerage = new("--brokerage") { Description = "Dated brokerage plans to use instead of those shipped", HelpName = "CSV" };
    private readonly Option<string?> _noteRules = new("--note-rules") { Description = "How brokers round and bill a day, instead of the rules shipped; 'none': no correction at the day's end", HelpName = "CSV" };
    private readonly Option<string?> _depository = new("--depository") { Description = "Dated depository charges instead of those shipped; 'none': none are charged", HelpName = "CSV" };

    private readonly Option<string?> _margins = new("--margin-rates") { Description = "Dated margin rates to use instead of those shipped", HelpName = "CSV" };
    private readonly Option<string?> _capitalRules = new("--capital-rules") { Description = "What a capital may trade, instead of the rules shipped; 'none': whatever its margin pays for", HelpName = "CSV" };
    private readonly Option<bool> _noCapitalFilter = new("--no-capital-filter") { Description = "Ask no margins and let any capital trade anything" };

    private readonly Option<int?> _riskPerTrade = Whole("--risk-bp", "Risk of a trade in basis points of the capital, where its plan names none (default 100 = 1%; at most 200)");
    private readonly Option<int?> _dailyLoss = Whole("--daily-loss-bp", "Loss of a day that stops it, in basis points (default 500 = 5%)");
    private readonly Option<int?> _position = Whole("--max-position-percent", "Most value of one position, percent of the capital (default 100)");
    private readonly Option<int?> _gross = Whole("--max-gross-percent", "Most value of all positions, percent of the capital (default 500)");
    private readonly Option<int?> _open = Whole("--max-open", "Most positions at a time (default 32)");
    private readonly Option<int?> _latency = Whole("--order-latency-ms", "From a decision to the exchange, milliseconds of event time (default 50)");
    private readonly Option<int?> _slippage = Whole("--slippage-ticks", "Ticks that a market order gives away (default 1)");
    private readonly Option<int?> _participation = Whole("--participation-percent", "Share of the displayed size that an order may take (default 50)");

    private static Option<int?> Whole(string name, string description) => new(name) { Description = description, HelpName = "N" };

    public void AddTo(System.CommandLine.Command command)
    {
        command.Add(_capital);
        command.Add(_broker);
        command.Add(_charges);
        command.Add(_brokerage);
        command.Add(_noteRules);
        command.Add(_depository);
        command.Add(_margins);
        command.Add(_capitalRules);
        command.Add(_noCapitalFilter);
        foreach (Option<int?> option in (Option<int?>[])[_riskPerTrade, _dailyLoss, _position, _gross, _open, _latency, _slippage, _participation]) command.Add(option);
    }

    /// <summary>For plans that name no risk of their own.</summary>
    public int RiskBasisPoints(ParseResult parsed, RiskLimits limits)
    {
        int risk = parsed.GetValue(_riskPerTrade) ?? DefaultPlans.RiskBasisPoints;
        return risk >= 1 && risk <= limits.MaxRiskPerTradeBasisPoints
            ? risk
            : throw new UsageException($"--risk-bp {risk}: give 1 to {limits.MaxRiskPerTradeBasisPoints} basis points of the capital");
    }

    /// <exception cref="UsageException">A setting is out of its bounds, or a schedule is not one.</exception>
    /// <param name="usualBroker">Whose brokerage is charged when the user names none.</param>
    public EngineSettings Read(ParseResult parsed, string usualBroker = UsualBroker)
    {
        (RiskLimits risk, GhostSettings ghost) = (new RiskLimits(), new GhostSettings());
        return Make(
            parsed.GetValue(_capital), parsed.GetValue(_broker) ?? usualBroker,
            Files(parsed),
            risk with
            {
                DailyLossBasisPoints = parsed.GetValue(_dailyLoss) ?? risk.DailyLossBasisPoints,
                MaxPositionPercent = parsed.GetValue(_position) ?? risk.MaxPositionPercent,
                MaxGrossPercent = parsed.GetValue(_gross) ?? risk.MaxGrossPercent,
                MaxOpenPositions = parsed.GetValue(_open) ?? risk.MaxOpenPositions,
            },
            ghost with
            {
                LatencyNanos = parsed.GetValue(_latency) * Timestamp.NanosPerMillisecond ?? ghost.LatencyNanos,
                SlippageTicks = parsed.GetValue(_slippage) ?? ghost.SlippageTicks,
                ParticipationPercent = parsed.GetValue(_participation) ?? ghost.ParticipationPercent,
            });
    }

    public static EngineSettings Shipped => Make(
        DefaultCapital, UsualBroker, CostFiles.Shipped, new RiskLimits(), new GhostSettings());

    private CostFiles Files(ParseResult parsed)
    {
        CostFiles shipped = CostFiles.Shipped;
        bool unfiltered = parsed.GetValue(_noCapitalFilter);
        if (unfiltered && (parsed.GetValue(_margins) ?? parsed.GetValue(_capitalRules)) is not null)
            throw new UsageException("--no-capital-filter asks no margins and holds nothing against the capital; leave out --margin-rates and --capital-rules");
        return new CostFiles(
            parsed.GetValue(_charges) ?? shipped.Charges, parsed.GetValue(_brokerage) ?? shipped.Brokerage,
            parsed.GetValue(_noteRules) ?? shipped.NoteRules, parsed.GetValue(_depository) ?? shipped.Depository,
            unfiltered ? CostFiles.None : parsed.GetValue(_margins) ?? shipped.MarginRates,
            unfiltered ? CostFiles.None : parsed.GetValue(_capitalRules) ?? shipped.CapitalRules);
    }

    private static EngineSettings Make(decimal capital, string broker, CostFiles files, RiskLimits risk, GhostSettings ghost)
    {
        if (capital is <= 0 or > 1_000_000_000_000m) throw new UsageException($"--capital {capital}: give rupees, more than 0 and at most 1,000,000,000,000");
        EngineSettings settings = new()
        {
            Capital = Money.FromRupees(capital),
            Broker = broker,
            ChargesSchedule = DataFile.ReadText(files.Charges),
            BrokeragePlans = DataFile.ReadText(files.Brokerage),
            NoteRules = CostFiles.TextOf(files.NoteRules),
            DepositoryCharges = CostFiles.TextOf(files.Depository),
            MarginRates = CostFiles.TextOf(files.MarginRates),
            CapitalRules = CostFiles.TextOf(files.CapitalRules),
            Risk = risk,
            Ghost = ghost,
        };
        try
        {
            ChargeBook book = ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans, settings.NoteRules);
            CostBooks.RequireBrokers(book, DepositoryCharges.Parse(settings.DepositoryCharges));
            if (settings.MarginRates.Length > 0) MarginRates.Parse(settings.MarginRates);
            if (settings.CapitalRules.Length > 0) CapitalRules.Parse(settings.CapitalRules);
            if (!book.Brokers.Contains(broker, StringComparer.OrdinalIgnoreCase))
                throw new UsageException($"--broker {broker}: {files.Brokerage} knows {string.Join(", ", book.Brokers)}");
            if (SettingsCheck.FirstProblem(settings, book) is { } problem) throw new UsageException($"bad setting: {problem}");
        }
        catch (ScheduleFormatException e)
        {
            throw new UsageException($"{files.Of(e.File)}, line {e.Line}: {e.Problem}; {e.Remedy}");
        }
        return settings;
    }
}
