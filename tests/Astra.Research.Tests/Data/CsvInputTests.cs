using System.IO.Compression;
using System.Text;

namespace Astra.Research.Tests;

/// <summary>What is wrong with a file as a whole, and where.</summary>
public sealed class CsvInputTests : IDisposable
{
    private const string Header = "time,session,open,high,low,close,volume\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("astra csv ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.99)]
    public void A_gzip_that_was_cut_short_is_refused_wherever_it_is_cut(double share)
    {
        // Cells of other columns by chance, so that it does not pack into one block.
        Random random = new(1);
        StringBuilder bars = new("time,open,high,low,close,note\n"), returns = new("return,note\n");
        for (int i = 0; i < 3_000; i++)
        {
            bars.Append(System.Globalization.CultureInfo.InvariantCulture, $"2025-02-{1 + i / 375:00}T{9 + i % 375 / 60:00}:{i % 60:00}:00+05:30,100,101,99,100,{random.Next()}\n");
            returns.Append(System.Globalization.CultureInfo.InvariantCulture, $"0.01,{random.Next()}\n");
        }
        (string whole, string torn) = (Torn("bars.csv.gz", bars, 1), Torn("torn.csv.gz", bars, share));
        Assert.True(BarFile.Read(whole, new BarFileOptions { Repair = true }).Rows == 3_000);
        ResearchInputException refusal = Assert.Throws<ResearchInputException>(() => BarFile.Read(torn, new BarFileOptions { Repair = true }));
        Assert.Contains("not whole gzip", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Line, 1, 3_001);

        Assert.Equal(3_000, TradeReturns.Read(Torn("returns.csv.gz", returns, 1)).Count);
        Assert.Contains("not whole gzip", Assert.Throws<ResearchInputException>(() => TradeReturns.Read(Torn("cut.csv.gz", returns, share))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_left_open_and_a_line_without_end_are_refused_with_their_line()
    {
        string good = "2025-02-03T09:15:00+05:30,1,100,101,99,100,1\n";
        string open = Text("open.csv", Header + good + "\"2025-02-03T09:16:00+05:30,1,100,101,99,100,1\n");
        string endless = Text("endless.csv", Header + good + new string('x', 2_000_000));
        foreach (string path in (string[])[open, endless])
        {
            ResearchInputException refusal = Assert.Throws<ResearchInputException>(() => BarFile.Read(path));
            Assert.Equal(3, refusal.Line);
            Assert.Contains("quote", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Throws<ResearchInputException>(() => TradeReturns.Read(Text("endless return.csv", "return\n" + new string('x', 2_000_000))));
    }

    [Fact]
    public void Blank_lines_are_no_rows_and_keep_the_lines_numbers()
    {
        string path = Text("blank.csv", Header + "\n2025-02-03T09:15:00+05:30,1,100,101,99,100,1\r\n\r\n2025-02-03T09:16:00+05:30,1,100,101,99,100,1\n\n \n");
        BarFileContent content = BarFile.Read(path);
        Assert.Equal((2, 2), (content.Series.Single().Count, content.Rows));
        Assert.Equal(5, Assert.Throws<ResearchInputException>(() => BarFile.Read(Text("bad.csv", Header + "\n\n\n2025-02-03T09:15:00+05:30,1,NaN,101,99,100,1\n"))).Line);
        Assert.Equal(2, TradeReturns.Read(Text("returns.csv", "\uFEFFreturn\r\n0.01\r\n-0.01\r\n\r\n\r\n")).Count);
        Assert.Equal(3, Assert.Throws<ResearchInputException>(() => TradeReturns.Read(Text("bad returns.csv", "return\n0.01\n\n0.02\n"))).Line);
    }

    [Fact]
    public void A_column_that_stands_there_twice_is_refused()
    {
        string bars = Text("twice.csv", "time,open,high,low,close,Open\n2025-02-03T09:15:00+05:30,100,101,99,100,7\n");
        Assert.Contains("column open stands there twice", Assert.Throws<ResearchInputException>(() => BarFile.Read(bars)).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ResearchInputException>(() => TradeReturns.Read(Text("two.csv", "return,return\n1,2\n"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        StringBuilder text = new(Header);
        for (int i = 0; i < 70_000; i++) text.Append("bad\n");
        string path = Text("long.csv", text.ToString());
        Assert.Throws<OperationCanceledException>(() => BarFile.Read(path, new BarFileOptions { Repair = true, Cancel = new CancellationToken(canceled: true) }));
    }

    private string Text(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return Path.Combine(_folder, name);
    }

    private string Torn(string name, StringBuilder text, double share)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        File.WriteAllBytes(Path.Combine(_folder, name), packed.ToArray()[..(int)(packed.Length * share)]);
        return Path.Combine(_folder, name);
    }
}
