using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Astra.Tests;

/// <summary>
/// What a strategy does on a day that a test makes, as it stands in <c>NAME.expected.json</c> beside the strategy's code. To take over a wanted
/// change: <c>ASTRA_UPDATE_EXPECTED=1 ./run.sh test</c>, then read the difference.
/// </summary>
/// <param name="Day">The day and the plans, in words.</param>
public sealed record ExpectedResult(
    string Day, long Ticks, long Bars, long Signals, int Orders, long Fills, int Trades, int Winners, string Gross, string Charges, string Net, string OutboundHash)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Fails unless it is the one that stands beside the strategy.</summary>
    public void MustStandBeside(string strategy)
    {
        Assert.True(Trades > 0, $"{strategy} does not trade on the day, so the day proves nothing");
        string file = Path.Combine(StrategyFolder(), strategy + ".expected.json");
        if (Environment.GetEnvironmentVariable("ASTRA_UPDATE_EXPECTED") == "1") File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");
        Assert.True(File.Exists(file), $"{file} is missing; ASTRA_UPDATE_EXPECTED=1 writes it");
        Assert.Equal(JsonSerializer.Deserialize<ExpectedResult>(File.ReadAllText(file), Json), this);
    }

    // From this file's place in the sources: the results stand beside the strategies, not beside the tests.
    public static string StrategyFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "engine", "Astra.Strategies", "Algorithms"));
}
