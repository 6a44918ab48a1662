using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Astra.Markets;

namespace Astra.Research.Tests;

public sealed partial class ReportTests
{
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_from_elsewhere()
    {
        string html = BacktestReport.Html(Input());
        XDocument page = Parse(html);
        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.InRange(html.Length, 20_000, 2_000_000);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        foreach (XAttribute attribute in page.Descendants().Attributes().Where(a => a.Name.LocalName is "href" or "src"))
            Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Tables_and_pictures_can_be_read_aloud()
    {
        XDocument page = Parse(BacktestReport.Html(Input()));
        XElement[] tables = [.. page.Descendants(Xhtml + "table")];
        Assert.True(tables.Length >= 10);
        Assert.All(tables, table =>
        {
            Assert.NotEmpty(table.Element(Xhtml + "caption")!.Value);
            int columns = table.Element(Xhtml + "thead")!.Descendants(Xhtml + "th").Count();
            Assert.All(table.Element(Xhtml + "tbody")!.Elements(), row => Assert.Equal(columns, row.Elements().Count()));
        });
        XElement[] pictures = [.. page.Descendants().Where(e => e.Name.LocalName == "svg")];
        Assert.Equal(6, pictures.Length);
        Assert.All(pictures, picture => Assert.True(picture.Attribute("aria-label")!.Value.Length > 10));
    }

    [Fact]
    public void Words_from_outside_are_escaped()
    {
        ReportInput input = Input() with { Title = "<script>alert(1)</script> & \"M&M\"", Parameters = [("<b>", "a & b")], Provenance = [("file", "<&>.csv")] };
        string html = BacktestReport.Html(input);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        XDocument page = Parse(html);
        Assert.Equal(input.Title, page.Descendants(Xhtml + "h1").Single().Value);
        Assert.Contains(page.Descendants(Xhtml + "td"), cell => cell.Value == "a & b");
    }

    [Fact]
    public void The_verdict_names_costs_and_warnings_say_why_to_doubt()
    {
        RunRecord run = Runs.Of(1000, 990, 985) with { Trades = [Runs.Trade(0, -10, 12), Runs.Trade(1, -5, 6)] };
        PerformanceFigures figures = Performance.Of(run);
        Assert.Equal("It lost ₹15 after costs (₹3 before costs, ₹18 of costs).", BacktestReport.Verdict(figures));
        string warnings = string.Join('\n', ReportWarnings.Of(figures, inSample: true, new BacktestOverfitting(0.8, 0.5, 70, -1, null)));
        foreach (string expected in (string[])["Only 2 trades", "Only 2 trading days", "In sample", "costs decide", "overfitting 80%"]) Assert.Contains(expected, warnings, StringComparison.Ordinal);
        Assert.Empty(ReportWarnings.Of(Performance.Of(Runs.Walk(days: 800, drift: 0.003)), inSample: false));
    }

    [Fact]
    public void A_page_of_a_run_without_trades_says_so()
    {
        RunRecord run = Runs.Of(1000, 1000, 1000);
        string html = BacktestReport.Html(new ReportInput("idle", run, Performance.Of(run), [], []));
        Parse(html);
        Assert.Contains("It never traded.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_are_the_same_each_time_and_show_their_lines()
    {
        Chart[] once = BacktestReport.Charts(Input()), again = BacktestReport.Charts(Input());
        Assert.Equal(["equity", "underwater", "drawdowns", "months", "trades", "excursions"], once.Select(chart => chart.Name));
        foreach ((Chart first, Chart second) in once.Zip(again))
        {
            string svg = first.Svg();
            Assert.Equal(svg, second.Svg());
            Parse(svg);
            Assert.True(Drawn().Count(svg) > 5, $"{first.Name} draws nothing");
            byte[] png = first.Png();
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.True(png.Length > 2_000);
        }
    }

    [Fact]
    public void A_picture_in_a_page_takes_the_colours_of_the_page()
    {
        Chart chart = EquityCharts.Equity(Runs.Walk());
        Assert.Contains("var(--gain)", chart.InlineSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("var(", chart.Svg(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", chart.InlineSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_and_exits_are_drawn_on_the_prices()
    {
        Bar[] bars = [.. Enumerable.Range(0, 60).Select(i => new Bar
        {
            Start = Ist.At(Runs.FirstDay, new TimeOnly(9, 15).AddMinutes(5 * i)), End = Ist.At(Runs.FirstDay, new TimeOnly(9, 20).AddMinutes(5 * i)),
            Open = Price.FromRupees(100), High = Price.FromRupees(102), Low = Price.FromRupees(99), Close = Price.FromRupees(101),
        })];
        BarSeries series = new(new Instrument(0, "A<B", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1), 5, bars);
        Chart chart = TradeCharts.Price(series, [Runs.Trade(0, 5)])!;
        string svg = chart.Svg();
        Parse(svg);
        Assert.Contains("buy", svg, StringComparison.Ordinal);
        Assert.Contains("A&lt;B", svg, StringComparison.Ordinal);
        Assert.Null(TradeCharts.Price(new BarSeries(series.Instrument, 5, []), []));
    }

    [Fact]
    public void A_long_line_is_thinned_without_losing_its_spikes()
    {
        double[] values = new double[100_000];
        (values[77_777], values[12_345]) = (9, -9);
        int[] kept = Thinning.Of(values);
        Assert.True(kept.Length < 2_000);
        Assert.Contains(77_777, kept);
        Assert.Contains(12_345, kept);
        Assert.Equal((0, 99_999), (kept[0], kept[^1]));
    }

    [Fact]
    public void Files_are_written_where_asked()
    {
        string folder = Directory.CreateTempSubdirectory("astra-report").FullName;
        try
        {
            BacktestReport.Write(Input(), Path.Combine(folder, "new", "r.html"), Path.Combine(folder, "charts"));
            Assert.True(File.Exists(Path.Combine(folder, "new", "r.html")));
            Assert.Equal(12, Directory.GetFiles(Path.Combine(folder, "charts")).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ReportInput Input()
    {
        RunRecord run = Runs.Walk();
        return new ReportInput("macd-cross on ABC", run, Performance.Of(run), [("fast", "12")], [("Bars from", "abc.csv")]);
    }

    private static XDocument Parse(string text)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [GeneratedRegex("<(path|rect|circle)")]
    private static partial Regex Drawn();
}
