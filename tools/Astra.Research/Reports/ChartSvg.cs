using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace Astra.Research;

/// <summary>
/// Vector pictures. The renderer places every glyph by the fonts of this machine; here a label is anchored as a whole instead, so that it reads well
/// in the reader's font and a picture is the same wherever it was made with the same fonts.
/// </summary>
internal static partial class ChartSvg
{
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

    /// <summary>Page colours (custom properties of <see cref="HtmlPage"/>) in place of paper's.</summary>
    private static readonly (string Hex, string Variable)[] Theme =
    [
        (ChartPaint.InkHex, "var(--ink)"), (ChartPaint.RuleHex, "var(--rule)"), (ChartPaint.BlueHex, "var(--gain)"),
        (ChartPaint.VermilionHex, "var(--loss)"), (ChartPaint.GreyHex, "var(--dim)"), (ChartPaint.PaperHex, "var(--paper)"),
    ];

    public static string Standalone(Chart chart) => Tidy(chart);

    public static string Inline(Chart chart)
    {
        string svg = Tidy(chart);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        foreach ((string hex, string variable) in Theme) svg = svg.Replace(hex, variable, StringComparison.OrdinalIgnoreCase);
        return svg;
    }

    private static string Tidy(Chart chart)
    {
        string svg = chart.Plot.GetSvgXml(chart.Width, chart.Height);
        List<string> ids = [];
        svg = ClipId().Replace(svg, match =>
        {
            if (!ids.Contains(match.Value)) ids.Add(match.Value);
            return $"{chart.Name}-{ids.IndexOf(match.Value)}";
        });
        svg = Text().Replace(svg, Anchored);
        svg = Blank().Replace(svg, "><");
        string label = System.Net.WebUtility.HtmlEncode($"{chart.Title}. {chart.Description}");
        return Size().Replace(svg, $" viewBox=\"0 0 {chart.Width} {chart.Height}\" width=\"{chart.Width}\" height=\"{chart.Height}\" role=\"img\" aria-label=\"{label}\"", 1);
    }

    private static string Anchored(Match match)
    {
        double[] xs = [.. match.Groups["x"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
        double width = xs.Length > 1 ? (xs[^1] - xs[0]) * xs.Length / (xs.Length - 1) : double.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture) * 0.6;
        double middle = Math.Abs(xs[0] + width / 2), end = Math.Abs(xs[0] + width), start = Math.Abs(xs[0]);
        (string anchor, double x) = start <= middle && start <= end ? ("start", xs[0]) : middle <= end ? ("middle", 0) : ("end", 0);
        string y = match.Groups["y"].Value.TrimEnd(' ', ',');
        string head = Family().Replace(match.Groups["head"].Value, $" font-family=\"{Fonts}\"");
        return string.Create(CultureInfo.InvariantCulture, $"<text{head} text-anchor=\"{anchor}\" x=\"{x:0.##}\" y=\"{y}\">{match.Groups["text"].Value.Trim()}</text>");
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipId();

    [GeneratedRegex("<text(?<head>[^>]*? font-size=\"(?<size>[0-9.]+)\"[^>]*?) x=\"(?<x>[^\"]*)\" y=\"(?<y>[^\"]*)\">(?<text>[^<]*)</text>")]
    private static partial Regex Text();

    [GeneratedRegex(" font-family=\"[^\"]*\"")]
    private static partial Regex Family();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex Blank();

    [GeneratedRegex(" width=\"[0-9.]+\" height=\"[0-9.]+\"")]
    private static partial Regex Size();
}
