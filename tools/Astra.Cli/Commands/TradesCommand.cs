using System.CommandLine;
using System.Globalization;

namespace Astra.Cli;

/// <summary><c>astra journal trades</c>: what was traded, why it was entered and why it was left.</summary>
internal static class TradesCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        JournalPlaceOptions place = new(interrupt);
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("trades", "Each round trip in a line: prices, charges, why it was entered and left");
        place.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            using JournalReading reading = place.Read(parsed).Read();
            IEnumerable<TradeStory> trades = TradeStory.Read(reading);
            if (parsed.GetValue(json)) Json.Write(new { Trades = trades.ToArray() });
            else foreach (TradeStory trade in trades) Console.Out.WriteLine(Line(trade));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(TradeStory t)
    {
        string figures = string.Join(", ", t.Figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value:0.####}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{t.Trade} {t.Symbol} {(t.Side == Core.Side.Buy ? "long" : "short")} {t.Quantity}: {t.EntryTime} at {t.Entry:N2} to {t.ExitTime} at {t.Exit:N2}, gross {t.Gross:N2} - charges {t.Charges:N2} = net {t.Net:N2}; in by {t.Strategy} (plan {t.Plan}, {t.Why}): {figures}; out by {Camel(t.ExitReason.ToString())}");
    }

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
