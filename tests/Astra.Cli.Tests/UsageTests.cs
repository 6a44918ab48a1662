namespace Astra.Cli.Tests;

/// <summary>What a script gets for a wrong call: exit code 2, nothing on stdout, and what to do instead.</summary>
public sealed class UsageTests
{
    [Fact]
    public void Unknown_options_and_commands_are_refused()
    {
        Astra.Run("shadow", "--journall", "x").Refuses("--journall", "astra shadow --help");
        Astra.Run("shaddow").Refuses("shaddow");
        Astra.Run("journal", "look", "--journal", "x").Refuses("look");
        Astra.Run("shaddow", "--help").Refuses("no such command 'shaddow'", "shadow");
        Astra.Run("replay").Refuses("--journal");
    }

    [Fact]
    public void Values_that_make_no_sense_are_refused_with_the_form()
    {
        using TempFolder folder = new();
        string journal = folder["j"];
        Astra.Run("shadow", "--generate", "ticks=5", "--journal", journal).Refuses("seed");
        Astra.Run("shadow", "--generate", "seed=x", "--journal", journal).Refuses("seed=x", "whole number");
        Astra.Run("shadow", "--generate", "seed=1,tocks=5", "--journal", journal).Refuses("tocks");
        Astra.Run("shadow", "--generate", "seed=1,instruments=3", "--journal", journal).Refuses("3 instruments");
        Astra.Run("shadow", "--generate", "seed=1,date=2026-11-22", "--journal", journal).Refuses("2026-11-22");
        Astra.Run("shadow", "--generate", "seed=1", "--speed", "0", "--journal", journal).Refuses("--speed 0");
        Astra.Run("shadow", "--generate", "seed=1", "--rate", "-1", "--journal", journal).Refuses("--rate -1");
        Astra.Run("shadow", "--generate", "seed=1", "--rate", "5", "--speed", "1", "--journal", journal).Refuses("--speed and --rate");
        Astra.Run("shadow", "--generate", "seed=1", "--capital", "0", "--journal", journal).Refuses("--capital 0");
        Astra.Run("shadow", "--generate", "seed=1", "--broker", "NOBODY", "--journal", journal).Refuses("NOBODY", "ZERODHA");
        Astra.Run("shadow", "--journal", journal).Refuses("no source was given");
        Astra.Run("shadow", "--recording", "a", "--generate", "seed=1", "--journal", journal).Refuses("exclude each other");
        Astra.Run("shadow", "--generate", "seed=1", "--snapshot-every", "-1", "--journal", journal).Refuses("--snapshot-every -1");
        Astra.Run("shadow", "--generate", "seed=1", "--resume", "--overwrite", "--journal", journal).Refuses("--resume and --overwrite");
        Astra.Run("shadow", "--generate", "seed=1", "--resume", "--journal", journal).Refuses("no journal to resume");
        Astra.Run("shadow", "--generate", "seed=1", "--max-open", "0", "--journal", journal).Refuses("open positions is 0");
        Astra.Run("shadow", "--generate", "seed=1", "--risk-bp", "500", "--journal", journal).Refuses("--risk-bp 500", "1 to 200");
        Astra.Run("shadow", "--generate", "seed=1", "--from", "2026-11-20", "--to", "2026-11-18", "--journal", journal).Refuses("later than --to");
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--date", "2026-11-22", "--journal", journal).Refuses("nothing to do");
        Assert.False(Directory.Exists(journal));
    }

    [Fact]
    public void A_bad_plan_file_is_refused_by_line_or_plan()
    {
        using TempFolder folder = new();
        Plans("[\n  { \"instrument\": \"RELIANCE\", }\n]").Refuses(folder["plans.json"], "line");
        Plans("[{ \"instrument\": \"NONE\", \"algorithm\": \"macd-rsi\", \"intervalMinutes\": 5 }]").Refuses("plan 1", "NONE", "RELIANCE");
        Plans("[{ \"instrument\": \"RELIANCE\", \"algorithm\": \"hope\", \"intervalMinutes\": 5 }]").Refuses("plan 1", "hope", "macd-rsi");
        Plans("[{ \"instrument\": \"RELIANCE\", \"algorithm\": \"macd-rsi\", \"intervalMinutes\": 5, \"parameters\": { \"speed\": 1 } }]").Refuses("speed");

        Plans("[]").Refuses("holds no plan");
        Plans("[null]").Refuses("plan 1", "null");
        Plans(Plan("\"riskBasisPoints\": -5")).Refuses("plan 1", "riskBasisPoints is -5", "1 to 200");
        Plans(Plan("\"stops\": { \"stopAtr\": -2 }")).Refuses("plan 1", "stops.stopAtr is -2", "at most 50");
        Plans(Plan("\"start\": \"15:00\", \"squareOff\": \"10:00\"")).Refuses("plan 1", "squareOff");
        Plans(Plan("\"parameters\": { \"fast\": -1 }")).Refuses("plan 1", "fast = -1 is not allowed", "2 to 100");
        Plans(Plan("\"peers\": [\"NONE\"]")).Refuses("plan 1", "no instrument 'NONE'");
        Plans(Plan("\"peers\": [\"RELIANCE\"]")).Refuses("plan 1", "RELIANCE", "leave it out");
        Plans(Plan("\"style\": \"renko\"")).Refuses("plan 1", "chartSize is 0");
        Plans(Plan("\"sizing\": \"fixed\"")).Refuses("plan 1", "quantity is 0");
        Plans(Plan("\"stops\": { \"stopAtr\": 0 }")).Refuses("plan 1", "stops.stopAtr is 0", "sizing fixed");
        Plans(Plan("\"sides\": \"up\"")).Refuses("plan 1, sides", "\"long\"");
        Plans(Plan("", minutes: 7)).Refuses("intervalMinutes is 7", "10, 15, 30 or 60");
        Plans($"{Plan("")[..^1]},{Plan("")[1..]}").Refuses("plan 2", "RELIANCE has plan 1 already");
        Outcome typed = Plans(Plan("\"riskBasisPoints\": \"much\""));
        typed.Refuses("plan 1, riskBasisPoints", "whole number");
        Assert.DoesNotContain("Astra.Cli", typed.Err, StringComparison.Ordinal);

        static string Plan(string more, int minutes = 5) =>
            $"[{{ \"instrument\": \"RELIANCE\", \"algorithm\": \"macd-rsi\", \"intervalMinutes\": {minutes}{(more.Length > 0 ? $", {more}" : "")} }}]";

        Outcome Plans(string json) => Astra.Run(
            "shadow", "--generate", SmallDay.Spec, "--plans", folder.Write("plans.json", json), "--journal", folder["j"], "--json");
    }

    [Fact]
    public void A_bad_charge_schedule_is_refused_by_file_and_line()
    {
        using TempFolder folder = new();
        string charges = folder.Write("charges.csv", "levy,rate\nSTT,much\n");
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--charges", charges, "--journal", folder["j"]).Refuses(charges, "line 1");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_reported_as_such()
    {
        using TempFolder folder = new();
        string file = folder.Write("file", "");
        Outcome outcome = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", file, "--json");
        outcome.Refuses(file, "this is a file");
    }

    [Fact]
    public void Help_goes_to_stdout_and_is_no_failure()
    {
        Outcome help = Astra.Run("--help").Exits(0);
        foreach (string command in (string[])["run", "shadow", "replay", "journal", "import", "record", "recording", "costs", "drill", "bench"])
            Assert.Contains(command, help.Out, StringComparison.Ordinal);
    }
}
