using System.CommandLine;
using System.Globalization;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The options that describe one option contract, its model and its time, and what they mean together.</summary>
internal sealed class OptionTerms
{
    private const string BlackScholes = "black-scholes", Black76 = "black76";

    private readonly Option<string?> _model = new("--model") { Description = "black76 (on --forward) or black-scholes (on --spot); follows from which is given", HelpName = "MODEL" };
    private readonly Option<string?> _forward = new("--forward") { Description = "Price of the future or forward, rupees", HelpName = "RUPEES" };
    private readonly Option<string?> _spot = new("--spot") { Description = "Spot price, rupees", HelpName = "RUPEES" };
    private readonly Option<string> _strike = new("--strike") { Description = "Strike, rupees", HelpName = "RUPEES", Required = true };
    private readonly Option<string> _right = new("--right") { Description = "call or put (CE, PE)", HelpName = "RIGHT", Required = true };
    private readonly Option<string?> _days = new("--days") { Description = "Calendar days left, 3.5 for three and a half", HelpName = "N" };
    private readonly Option<string?> _expiry = new("--expiry") { Description = "When the contract stops trading, with --at: 2026-08-18T15:40", HelpName = "TIME" };
    private readonly Option<string?> _at = new("--at") { Description = "The time to value it at, with --expiry", HelpName = "TIME" };
    private readonly Option<string> _rate = new("--rate") { Description = "Continuous interest rate per year, 0.065 or 6.5%", HelpName = "RATE", DefaultValueFactory = _ => "0" };
    private readonly Option<string?> _dividend = new("--dividend") { Description = "Continuous dividend yield per year, for black-scholes", HelpName = "RATE" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _forward, _spot, _strike, _right, _days, _expiry, _at, _rate, _dividend]) command.Options.Add(option);
    }

    /// <summary>
    /// The contract on its spot, or on its forward as a spot whose yield is the interest rate. Throws <see cref="UsageException"/> for anything that is missing,
    /// contradicts itself or is no number.
    /// </summary>
    public OptionContract Read(ParseResult parsed)
    {
        (string? forward, string? spot) = (parsed.GetValue(_forward), parsed.GetValue(_spot));
        if (forward is null == spot is null) throw new UsageException("give one of --forward and --spot");
        string model = parsed.GetValue(_model) ?? (forward is null ? BlackScholes : Black76);
        if (model is not (Black76 or BlackScholes)) throw new UsageException($"--model {model}: the models are {Black76} and {BlackScholes}");
        if (model == Black76 && forward is null) throw new UsageException("--model black76 values an option on --forward; give that, or --model black-scholes");
        if (model == BlackScholes && spot is null) throw new UsageException("--model black-scholes values an option on --spot; give that, or --model black76");
        string? dividend = parsed.GetValue(_dividend);
        if (dividend is not null && model == Black76) throw new UsageException("--dividend: a forward has it in its price already; leave it out, or give --spot");
        OptionRight right = parsed.GetRequiredValue(_right).ToUpperInvariant() switch
        {
            "CALL" or "CE" or "C" => OptionRight.Call,
            "PUT" or "PE" or "P" => OptionRight.Put,
            string other => throw new UsageException($"--right {other}: give call or put"),
        };
        double underlying = Positive(forward ?? spot!, forward is null ? "--spot" : "--forward"), strike = Positive(parsed.GetRequiredValue(_strike), "--strike");
        double years = Years(parsed), rate = Number(parsed.GetRequiredValue(_rate), "--rate");
        OptionContract contract = new(model == Black76, right, underlying, strike, years, rate, dividend is null ? 0 : Number(dividend, "--dividend"));
        return contract.IsValid ? contract : throw new UsageException("these terms have no price: strike and underlying may differ by 1e100 times, rate times years by 230");
    }

    /// <summary>A number, or one in per cent.</summary>
    public static double Number(string text, string option)
    {
        bool percent = text.EndsWith('%');
        if (!double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw new UsageException($"{option} {text}: give a number");
        return percent ? value / 100 : value;
    }

    private static double Positive(string text, string option)
    {
        double value = Number(text, option);
        return value > 0 ? value : throw new UsageException($"{option} {text}: give a number greater than zero");
    }

    private double Years(ParseResult parsed)
    {
        (string? days, string? expiry, string? at) = (parsed.GetValue(_days), parsed.GetValue(_expiry), parsed.GetValue(_at));
        if (days is null == expiry is null) throw new UsageException("give one of --days and --expiry (with --at)");
        if (expiry is null != at is null) throw new UsageException("--expiry and --at belong together: years run from the one to the other");
        if (days is not null)
        {
            double number = Number(days, "--days");
            return number >= 0 ? number / YearFraction.DaysPerYear : throw new UsageException($"--days {days}: give zero or more");
        }
        (Timestamp end, Timestamp now) = (Dates.ParseTime(expiry!, "--expiry"), Dates.ParseTime(at!, "--at"));
        return now <= end ? YearFraction.Between(now, end) : throw new UsageException($"--at {at} is after --expiry {expiry}");
    }
}
