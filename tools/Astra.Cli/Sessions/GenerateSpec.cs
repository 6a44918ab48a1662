using System.Globalization;
using System.Numerics;
using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>Reads <c>seed=N[,instruments=K][,ticks=M][,date=YYYY-MM-DD]</c>.</summary>
internal static class GenerateSpec
{
    public const string Form = "seed=N[,instruments=K,ticks=M,date=YYYY-MM-DD]";

    public static MarketDayOptions Parse(string text)
    {
        MarketDayOptions options = new();
        bool seeded = false;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : throw Bad(part, "give name=value");
            options = pair[0] switch
            {
                "seed" => options with { Seed = Number<ulong>(part, value) },
                "instruments" => options with { Instruments = Number<int>(part, value) },
                "ticks" => options with { Ticks = Number<long>(part, value) },
                "date" => options with { Date = Dates.Parse(value, "--generate date") },
                _ => throw Bad(part, "the names are seed, instruments, ticks and date"),
            };
            seeded |= pair[0] == "seed";
        }
        return seeded ? options : throw Bad(text, "a seed is needed, for example seed=1");
    }

    private static T Number<T>(string part, string value) where T : IBinaryInteger<T> =>
        T.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out T? number) ? number : throw Bad(part, "give a whole number");

    private static UsageException Bad(string part, string remedy) => new($"--generate {part}: {remedy}; the form is {Form}");
}
