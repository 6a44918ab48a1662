using System.Globalization;

namespace Astra.Cli;

/// <summary>A number with its noun, for people.</summary>
internal static class Count
{
    /// <param name="noun">In the singular, with a regular plural.</param>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
