using System.Globalization;
using System.IO.Compression;
using Astra.Markets;
using Parquet;
using Parquet.Schema;

namespace Astra.Research.Tests.Sweeping;

/// <summary>Rows, files and ends of a sweep; alone, since what is allocated is counted for the whole process.</summary>
[Collection(nameof(RunsAlone))]
public sealed class SweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra sweep ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("macd-cross", 300)]
    [InlineData("macd-rsi", 40)]
    public void Threads_change_neither_figures_nor_order(string name, int count)
    {
        SweepWork work = Work(name, 3_000);
        double[][] sets = Sets(name, count);
        List<SweepRow> one = [], many = [];
        Sweep.Run(work, new InProcessTrialRunner(1), sets, sets.Length, 1, one.Add, TestContext.Current.CancellationToken);
        Sweep.Run(work, new InProcessTrialRunner(5), sets, sets.Length, 5, many.Add, TestContext.Current.CancellationToken);
        Assert.Equal(sets.Length, one.Count);
        Assert.Equal(one.Count, many.Count);
        for (int i = 0; i < one.Count; i++)
        {
            Assert.Equal(i, many[i].Set);
            Assert.Equal(sets[i], many[i].Values.ToArray());
            Assert.Equal(one[i].Figures.ToArray().Select(BitConverter.DoubleToInt64Bits), many[i].Figures.ToArray().Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(ParquetSweepFile.GroupRows + 5)]
    public async Task Parquet_and_csv_hold_the_same(int count)
    {
        (string csv, string packed, string parquet) = (Path.Combine(_folder, "rows.csv"), Path.Combine(_folder, "rows.csv.gz"), Path.Combine(_folder, "rows.parquet"));
        SweepWork work = Work("macd-rsi", 200);
        List<SweepRow> few = [];
        Sweep.Run(work, new InProcessTrialRunner(1), Sets("macd-rsi", 10), 10, 1, few.Add, TestContext.Current.CancellationToken);
        foreach (string path in (string[])[csv, packed, parquet])
            using (SweepFile file = SweepFile.Create(path, Pairs.Strategy("macd-rsi")))
                for (int i = 0; i < count; i++) file.Write(few[i % 10] with { Set = i });

        string[] lines = await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken);
        Assert.Equal("set,fast,slow,signal,rsi,rsi-confirm,rsi-extreme,final_equity,return_pct,trades,win_rate,profit_factor,max_drawdown,max_drawdown_pct,sharpe_per_bar,exposure_pct,fees,turnover,open_units", lines[0]);
        Assert.Equal(count + 1, lines.Length);
        using (StreamReader unpacked = new(new GZipStream(File.OpenRead(packed), CompressionMode.Decompress)))
            Assert.Equal(lines, (await unpacked.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n'));
        Assert.Equal(lines, await Lines(parquet));
        Assert.Contains(lines, line => line.Contains(",,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kept.parquet")]
    [InlineData("kept.csv")]
    public async Task What_was_done_before_a_cancel_is_whole_and_readable(string name)
    {
        string path = Path.Combine(_folder, name);
        using CancellationTokenSource cancel = new();
        double[][] sets = Sets("sma-cross", 2_000);
        long told;
        using (SweepFile file = SweepFile.Create(path, Pairs.Strategy("sma-cross")))
            told = Sweep.Run(Work("sma-cross", 500), new InProcessTrialRunner(3), sets, sets.Length, 3, row =>
            {
                file.Write(in row);
                if (row.Set == 100) cancel.Cancel();
            }, cancel.Token);
        Assert.InRange(told, 101, sets.Length - 1);
        string[] lines = name.EndsWith("csv", StringComparison.Ordinal) ? await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken) : await Lines(path);
        Assert.Equal(told + 1, lines.Length);
        for (int i = 0; i < told; i++) Assert.StartsWith(FormattableString.Invariant($"{i},{sets[i][0]},{sets[i][1]},"), lines[i + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_fails_is_told_by_its_own_name()
    {
        double[][] sets = Sets("sma-cross", 100);
        IOException fault = Assert.Throws<IOException>(() => Sweep.Run(Work("sma-cross", 100), new InProcessTrialRunner(2), sets, sets.Length, 2, _ => throw new IOException("no room left"), TestContext.Current.CancellationToken));
        Assert.Equal("no room left", fault.Message);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_sets()
    {
        SweepWork work = Work("macd-cross", 500);
        double[][] sets = Sets("macd-cross", 2_000);
        Allocated(work, sets, 1);
        long once = Allocated(work, sets, 1), four = Allocated(work, sets, 4);
        // A set's own values and figures, its three averages of the warm-up and the lists around them: a row's worth, no curve.
        Assert.True((four - once) / (3.0 * sets.Length) <= 3_000);
    }

    [Fact]
    public void What_bars_cannot_tell_is_refused()
    {
        BarSeries series = Walks.Of(1, 100);
        SweepQuestion empty = new(new BarSeries(series.Instrument, 1, []), Pairs.Strategy("sma-cross"), new LedgerRules());
        Assert.Contains("has no bars", Assert.Throws<SweepException>(() => new SweepWork(empty)).Message, StringComparison.Ordinal);
        SweepQuestion intraday = new(series, Pairs.Strategy("sma-cross"), new LedgerRules { Intraday = true });
        Assert.Contains("give a calendar", Assert.Throws<BacktestException>(() => new SweepWork(intraday)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heat_map_is_drawn()
    {
        string path = Path.Combine(_folder, "map.png");
        SweepMap map = new("fast", 0, "slow", 1, "return_pct");
        double[][] sets = Sets("macd-cross", 60);
        Sweep.Run(Work("macd-cross", 500), new InProcessTrialRunner(1), sets, sets.Length, 1, row => map.Add(in row), TestContext.Current.CancellationToken);
        map.Save(path);
        Assert.Equal("89504E47", Convert.ToHexString(File.ReadAllBytes(path).AsSpan(0, 4)));
        string drawing = Path.ChangeExtension(path, ".svg");
        map.Save(drawing);
        string svg = File.ReadAllText(drawing);
        foreach (string word in (string[])["fast", "slow", "return_pct", "<image"]) Assert.Contains(word, svg, StringComparison.Ordinal);
        Assert.Throws<SweepException>(() => new SweepMap("fast", 0, "slow", 1, "beauty"));
    }

    private static SweepWork Work(string strategy, int bars) =>
        new(new SweepQuestion(Walks.Of(11, bars), Pairs.Strategy(strategy), new LedgerRules { Quantity = 10, Sides = TradeSides.Reverse }) { FeeRate = 300_000 });

    private static double[][] Sets(string strategy, int count) => [.. ParameterSets.Random(Pairs.Strategy(strategy), [], count, 3).Enumerate()];

    private static long Allocated(SweepWork work, double[][] sets, int times)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Sweep.Run(work, new InProcessTrialRunner(1), Enumerable.Repeat(sets, times).SelectMany(s => s), (long)sets.Length * times, 1, _ => { });
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>A Parquet file as the lines that the CSV would have.</summary>
    private static async Task<string[]> Lines(string path)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        DataField[] fields = reader.Schema.GetDataFields();
        List<string> lines = [string.Join(',', fields.Select(f => f.Name))];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            int rows = (int)group.RowCount;
            List<string[]> columns = [];
            foreach (DataField field in fields)
            {
                if (field.ClrType == typeof(long))
                {
                    long[] whole = new long[rows];
                    await group.ReadAsync<long>(field, whole, cancellationToken: TestContext.Current.CancellationToken);
                    columns.Add([.. whole.Select(v => v.ToString(CultureInfo.InvariantCulture))]);
                    continue;
                }
                double?[] values = new double?[rows];
                if (field.IsNullable) await group.ReadAsync<double>(field, values, cancellationToken: TestContext.Current.CancellationToken);
                else
                {
                    double[] plain = new double[rows];
                    await group.ReadAsync<double>(field, plain, cancellationToken: TestContext.Current.CancellationToken);
                    values = [.. plain.Select(v => (double?)v)];
                }
                columns.Add([.. values.Select(v => v?.ToString("R", CultureInfo.InvariantCulture) ?? "")]);
            }
            for (int i = 0; i < rows; i++) lines.Add(string.Join(',', columns.Select(c => c[i])));
        }
        return [.. lines];
    }
}
