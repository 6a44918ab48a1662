using System.CommandLine;
using System.Globalization;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra options</c>: the price and greeks of one option, or the volatility that a price implies.</summary>
internal static class OptionsCommand
{
    public static Command Create() => new("options", "Price and greeks of an option, or the volatility that its price implies")
    {
        Price(),
        Implied(),
    };

    private static Option<bool> AsJson() => new("--json") { Description = "One JSON object on stdout" };

    private static Command Price()
    {
        OptionTerms terms = new();
        Option<string> volatility = new("--vol") { Description = "Volatility per year, 0.13 or 13%", HelpName = "VOL", Required = true };
        Option<bool> json = AsJson();
        Command command = new("price", "Price and greeks at a volatility") { volatility, json };
        terms.AddTo(command);
        command.SetAction(parsed =>
        {
            OptionContract contract = terms.Read(parsed);
            double vol = OptionTerms.Number(parsed.GetRequiredValue(volatility), "--vol");
            if (vol < 0) throw new UsageException($"--vol {parsed.GetValue(volatility)}: give zero or more");
            Write(contract, vol, contract.Value(vol), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Implied()
    {
        OptionTerms terms = new();
        Option<string> price = new("--price") { Description = "Price of the option, rupees", HelpName = "RUPEES", Required = true };
        Option<string> tick = new("--tick") { Description = "Tick of the price, to say how exact the volatility is", HelpName = "RUPEES", DefaultValueFactory = _ => "0.05" };
        Option<bool> json = AsJson();
        Command command = new("implied", "The volatility that a price implies; exit code 1 when it implies none") { price, tick, json };
        terms.AddTo(command);
        command.SetAction(parsed =>
        {
            OptionContract contract = terms.Read(parsed);
            double asked = OptionTerms.Number(parsed.GetRequiredValue(price), "--price"), step = OptionTerms.Number(parsed.GetRequiredValue(tick), "--tick");
            ImpliedVolatility implied = contract.Implied(asked);
            double? volatility = implied.IsOk ? implied.Volatility : null, perTick = implied.IsOk ? implied.ErrorOf(step) : null;
            if (parsed.GetValue(json)) Json.Write(new { implied.Status, Volatility = volatility, PerTick = perTick, Vega = implied.IsOk ? implied.Vega : (double?)null, implied.Steps });
            else if (implied.IsOk) Line($"{Terms(contract)} at {asked}: volatility {volatility:P3}, a tick of {step} is {perTick:P3}");
            else Line($"{Terms(contract)} at {asked}: no volatility, {Why(implied.Status)}");
            return implied.IsOk ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    private static void Write(OptionContract contract, double volatility, OptionValue v, bool json)
    {
        if (json)
        {
            Json.Write(new { v.Price, v.Delta, v.Gamma, v.Vega, v.ThetaPerYear, v.ThetaPerDay, v.Rho, v.Vanna, v.Volga });
            return;
        }
        Line($"{Terms(contract)}, volatility {volatility:P2}");
        Line($"price  {v.Price,14:N4}");
        Line($"delta  {v.Delta,14:F6}  per rupee of the {(contract.OnForward ? "forward" : "spot")}");
        Line($"gamma  {v.Gamma,14:G6}  delta per rupee");
        Line($"vega   {v.Vega / 100,14:N4}  per point of volatility");
        Line($"theta  {v.ThetaPerDay,14:N4}  per calendar day");
        Line($"rho    {v.Rho / 100,14:N4}  per point of interest");
        Line($"vanna  {v.Vanna / 100,14:G6}  delta per point of volatility");
        Line($"volga  {v.Volga / 10_000,14:G6}  rupees per point, per point of volatility");
    }

    private static string Terms(OptionContract c) => FormattableString.Invariant(
        $"{(c.Right == OptionRight.Call ? "call" : "put")} {c.Strike} on {(c.OnForward ? "forward" : "spot")} {c.Underlying}, {c.Years * YearFraction.DaysPerYear:0.####} days, rate {c.Rate:P2}");

    private static string Why(ImpliedStatus status) => status switch
    {
        ImpliedStatus.NoTimeValue => "the price is intrinsic value alone",
        ImpliedStatus.BelowIntrinsic => "the price is below intrinsic value: another forward, or an old price",
        ImpliedStatus.AboveMaximum => "the price is above what any volatility gives",
        ImpliedStatus.Expired => "no time is left",
        _ => "the terms have no price",
    };

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
