using System.Globalization;
using System.Text.RegularExpressions;

namespace Astra.Cli;

/// <summary>Spans of time as people write them.</summary>
internal static partial class Durations
{
    public const string Form = "a span such as 60s, 15m or 6h";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <exception cref="UsageException">The text is none, not above zero, or longer than thirty days.</exception>
    public static TimeSpan Parse(string text, string option)
    {
        Match match = Span().Match(text);
        if (!match.Success || !double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out double value)) throw new UsageException($"{option} {text}: give {Form}");
        double seconds = value * match.Groups[2].Value switch { "ms" => 0.001, "m" => 60, "h" => 3600, _ => 1 };
        return seconds > 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw new UsageException($"{option} {text}: give {Form}, above zero and at most 30 days");
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(ms|s|m|h)?$")]
    private static partial Regex Span();
}
