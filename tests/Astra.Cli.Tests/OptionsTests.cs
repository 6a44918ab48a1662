using System.Text.Json;

namespace Astra.Cli.Tests;

public sealed class OptionsTests
{
    private static readonly string[] Contract = ["--forward", "24500", "--strike", "24600", "--right", "call", "--days", "3.5", "--rate", "6.5%"];

    [Fact]
    public void A_price_gives_its_volatility_back()
    {
        JsonElement value = Astra.Run(["options", "price", .. Contract, "--vol", "13%", "--json"]).Exits(0).Json;
        double price = value.GetProperty("price").GetDouble();
        Assert.InRange(price, 50, 150);
        Assert.InRange(value.GetProperty("delta").GetDouble(), 0.3, 0.5);
        Assert.Equal(value.GetProperty("thetaPerYear").GetDouble() / 365, value.GetProperty("thetaPerDay").GetDouble(), 1e-9);
        JsonElement implied = Astra.Run(["options", "implied", .. Contract, "--price", price.ToString("R", System.Globalization.CultureInfo.InvariantCulture), "--json"]).Exits(0).Json;
        Assert.Equal("ok", implied.GetProperty("status").GetString());
        Assert.Equal(0.13, implied.GetProperty("volatility").GetDouble(), 1e-12);
    }

    [Fact]
    public void Time_runs_to_the_instant_that_is_given()
    {
        string[] terms = ["options", "price", "--spot", "24500", "--strike", "24600", "--right", "PE", "--vol", "0.13", "--json"];
        JsonElement days = Astra.Run([.. terms, "--days", "0.25"]).Exits(0).Json;
        JsonElement times = Astra.Run([.. terms, "--expiry", "2026-08-18T15:40", "--at", "2026-08-18T09:40"]).Exits(0).Json;
        Assert.Equal(days.GetProperty("price").GetDouble(), times.GetProperty("price").GetDouble(), 1e-9);
    }

    [Fact]
    public void No_volatility_is_the_answer_no()
    {
        Astra.Run(["options", "implied", "--forward", "24700", "--strike", "24600", "--right", "call", "--days", "1", "--price", "99", "--json"]).Exits(1);
    }

    [Fact]
    public void Terms_that_contradict_are_refused()
    {
        Astra.Run(["options", "price", .. Contract, "--spot", "1", "--vol", "0.1"]).Refuses("--forward and --spot");
        Astra.Run(["options", "price", .. Contract, "--vol", "much"]).Refuses("--vol much", "number");
        Astra.Run(["options", "price", .. Contract, "--vol", "-0.1"]).Refuses("--vol -0.1");
        Astra.Run(["options", "price", .. Contract, "--vol", "0.1", "--model", "heston"]).Refuses("heston", "black76");
        Astra.Run(["options", "price", .. Contract, "--vol", "0.1", "--dividend", "0.01"]).Refuses("--dividend");
        Astra.Run(["options", "price", .. Contract, "--vol", "0.1", "--expiry", "2026-08-18T15:40"]).Refuses("--days and --expiry");
        Astra.Run("options", "price", "--spot", "1", "--strike", "0", "--right", "call", "--days", "1", "--vol", "1").Refuses("--strike 0");
        Astra.Run("options", "price", "--spot", "1", "--strike", "1", "--right", "both", "--days", "1", "--vol", "1").Refuses("BOTH", "call or put");
    }
}
