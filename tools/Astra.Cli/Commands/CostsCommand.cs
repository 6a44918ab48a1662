using System.CommandLine;
using Astra.Costs;

namespace Astra.Cli;

/// <summary><c>astra costs</c>: what trades cost, a file of them or one.</summary>
internal static class CostsCommand
{
    public static System.CommandLine.Command Create()
    {
        Option<string?> file = new("--file") { Description = "CSV of trades: id,trade_date,broker,exchange,segment,legs[,instrument,lot_size,stt_basis,options] (.gz by its ending)", HelpName = "CSV" };
        Option<string?> output = new("--out") { Description = "CSV to write (.gz by its ending; - or nothing: stdout). With a bad row nothing is written", HelpName = "CSV" };
        Option<bool> plans = new("--plans") { Description = "List the brokers' plans with their dates" };
        Option<string?> broker = new("--broker") { Description = "Whose brokerage to charge (default ZERODHA); with --plans the one to list", HelpName = "NAME" };
        Option<string?> charges = new("--charges") { Description = "Dated charge schedule to use instead of the one shipped", HelpName = "CSV" };
        Option<string?> brokerage = new("--brokerage") { Description = "Dated brokerage plans to use instead of those shipped", HelpName = "CSV" };
        Option<string?> rules = new("--note-rules") { Description = "Dated rules of rounding and billing to use instead of those shipped", HelpName = "CSV" };
        Option<string?> depository = new("--depository") { Description = "Dated depository charges to use instead of those shipped", HelpName = "CSV" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        TradeQuestion trade = new();
        System.CommandLine.Command command = new("costs", "What trades cost, to the paisa: a file of them, or one with every component") { file, output, plans, broker };
        trade.AddTo(command);
        foreach (Option option in (Option[])[charges, brokerage, rules, depository, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            string? source = parsed.GetValue(file);
            bool list = parsed.GetValue(plans);
            if ((source is null ? 0 : 1) + (list ? 1 : 0) + (trade.IsTouched(parsed) ? 1 : 0) != 1)
                throw new UsageException("give one of: --file CSV, a trade (--segment EQ_OPT --buy 65@120.35 …), or --plans");
            if (source is null && !list && !trade.IsAsked(parsed)) throw new UsageException("the segment of the trade is missing; add --segment, for example --segment EQ_OPT");
            CostBooks books = CostBooks.Load(parsed.GetValue(charges), parsed.GetValue(brokerage), parsed.GetValue(rules), parsed.GetValue(depository));
            if (source is not null)
            {
                if (parsed.GetValue(json)) throw new UsageException("--json belongs to one trade or --plans; --file writes CSV");
                return CostsFile.Write(source, parsed.GetValue(output), books) ? ExitCode.Done : ExitCode.BadInput;
            }
            if (parsed.GetValue(output) is not null) throw new UsageException("--out belongs to --file");
            if (list) Plans(books.Charges, parsed.GetValue(broker), parsed.GetValue(json));
            else Trade(TradeAnswer.Of(trade.Read(parsed, parsed.GetValue(broker) ?? "ZERODHA"), books), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Trade(TradeAnswer answer, bool json)
    {
        if (json) Json.Write(answer);
        else CostsScreen.Write(answer);
    }

    private static void Plans(ChargeBook book, string? broker, bool json)
    {
        PlanRow[] plans = [.. book.Plans.Where(p => broker is null || p.Broker.Equals(broker, StringComparison.OrdinalIgnoreCase))];
        if (plans.Length == 0) throw new UsageException($"--broker {broker}: the plans know {string.Join(", ", book.Brokers)}");
        if (json) Json.Write(new { Plans = plans });
        else CostsScreen.Write(plans);
    }
}
