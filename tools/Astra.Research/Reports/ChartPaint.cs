using ScottPlot;

namespace Astra.Research;

/// <summary>
/// The look of all charts. Hues that people with any kind of colour blindness tell apart (M. Okabe, K. Ito, "Color Universal Design", 2008); gains and
/// losses also differ in shape. No value has a three-digit form, so that <see cref="ChartSvg"/> finds each again.
/// </summary>
internal static class ChartPaint
{
    public const string InkHex = "#1A1F24", RuleHex = "#D5DADF", BlueHex = "#0072B2", VermilionHex = "#D55E00", GreyHex = "#7A828A", PaperHex = "#FDFDFE";

    public static readonly Color Ink = Color.FromHex(InkHex);
    public static readonly Color Rule = Color.FromHex(RuleHex);
    public static readonly Color Grey = Color.FromHex(GreyHex);
    /// <summary>The strategy, and gains.</summary>
    public static readonly Color Blue = Color.FromHex(BlueHex);
    /// <summary>Losses.</summary>
    public static readonly Color Vermilion = Color.FromHex(VermilionHex);

    private static readonly string Font = Fonts.GetTypeface("DejaVu Sans", false, false) is { FamilyName: "DejaVu Sans" } ? "DejaVu Sans" : Fonts.Sans;

    /// <summary>An empty plot in the house's look.</summary>
    public static Plot Plot(string title, string yLabel)
    {
        Plot plot = new();
        plot.Font.Set(Font);
        plot.FigureBackground.Color = plot.DataBackground.Color = Color.FromHex(PaperHex);
        plot.Axes.Color(Ink);
        plot.Axes.FrameColor(Rule);
        plot.Grid.MajorLineColor = Rule;
        plot.Axes.Left.MinorTickStyle.Length = plot.Axes.Bottom.MinorTickStyle.Length = 0;
        plot.Axes.Title.Label.Text = title;
        plot.Axes.Title.Label.FontSize = 15;
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.Axes.Left.Label.Text = yLabel;
        plot.Axes.Left.Label.FontSize = 13;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.Label.FontSize = 13;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Legend.BackgroundColor = Color.FromHex(PaperHex);
        plot.Legend.FontColor = Ink;
        plot.Legend.OutlineColor = Rule;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>From vermilion for -1 over white to blue for 1.</summary>
    public static Color Diverging(double value)
    {
        double strength = Math.Min(1, Math.Abs(value)) * 0.75;
        return Color.FromHex("#FAFAFB").MixedWith(value < 0 ? Vermilion : Blue, strength);
    }
}
