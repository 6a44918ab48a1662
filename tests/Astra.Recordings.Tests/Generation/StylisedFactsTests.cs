namespace Astra.Recordings.Tests;

/// <summary>What any quant would look for first in a day of ticks (Cont, 2001, lists most of it).</summary>
public class StylisedFactsTests
{
    private static GeneratedDay Day => GeneratedDay.Instance;

    private static readonly string[] Stocks = ["HDFCBANK", "ICICIBANK", "RELIANCE", "TCS", "SBIN", "LT", "AXISBANK", "TATASTEEL"];

    [Fact]
    public void Activity_over_the_day_is_a_U()
    {
        double open = Mean(9 * 60 + 15, 9 * 60 + 30), noon = Mean(12 * 60, 13 * 60), close = Mean(15 * 60, 15 * 60 + 15);
        Assert.True(open > 1.8 * noon, $"open {open:F0}, noon {noon:F0}");
        Assert.True(close > 1.2 * noon, $"close {close:F0}, noon {noon:F0}");

        static double Mean(int from, int to) =>
            Enumerable.Range(from, to - from).Average(minute => Stocks.Sum(s => Day.PerMinute[Day.IdOf(s)][minute]));
    }

    [Fact]
    public void Commodities_are_busiest_when_New_York_is_at_its_desks()
    {
        int[] crude = Day.PerMinute[Day.IdOf("CRUDEOIL")];
        Assert.True(crude[1170..1290].Average() > 1.5 * crude[720..900].Average());
    }

    [Fact]
    public void Arrivals_come_in_bursts_that_no_Poisson_process_has()
    {
        int nifty = Day.IdOf("NIFTY");
        var perSecond = new int[3600];
        long from = TestCalendar.At(12, 0).UnixNanos;
        foreach (Core.InboundRecord record in Day.Records)
        {
            long second = (record.Header.ExchangeTime.UnixNanos - from) / Markets.Timestamp.NanosPerSecond;
            if (record.Header.Instrument == nifty && second is >= 0 and < 3600) perSecond[second]++;
        }
        double mean = perSecond.Average();
        double dispersion = perSecond.Average(n => (n - mean) * (n - mean)) / mean;
        Assert.True(dispersion > 2, $"variance over mean of counts per second is {dispersion:F2}; a Poisson process has 1");
    }

    [Fact]
    public void Minute_returns_have_fat_tails()
    {
        double kurtosis = Stocks.Average(s => Kurtosis(Returns(s)));
        Assert.True(kurtosis > 4, $"mean kurtosis {kurtosis:F1}; a normal law has 3");
        Assert.True(Stocks.Count(s => Kurtosis(Returns(s)) > 3) >= Stocks.Length - 1);
    }

    [Fact]
    public void Large_moves_follow_large_moves()
    {
        double clustering = Stocks.Average(s =>
        {
            double[] size = [.. Returns(s).Select(Math.Abs)];
            return Correlation(size[..^1], size[1..]);
        });
        Assert.True(clustering > 0.05, $"mean correlation of successive absolute returns {clustering:F2}");
    }

    [Fact]
    public void Returns_themselves_are_hardly_correlated_in_time() =>
        Assert.InRange(Stocks.Average(s => Correlation(Returns(s)[..^1], Returns(s)[1..])), -0.1, 0.1);

    [Fact]
    public void Stocks_move_together_and_banks_more_so()
    {
        double banks = Correlation(Returns("HDFCBANK"), Returns("ICICIBANK"));
        double across = Correlation(Returns("HDFCBANK"), Returns("TATASTEEL"));
        Assert.InRange(banks, 0.35, 0.9);
        Assert.InRange(across, 0.15, 0.8);
        Assert.True(banks > across);
    }

    [Fact]
    public void Index_futures_follow_their_basket()
    {
        double[][] stocks = [.. Stocks.Select(Returns)];
        double[] basket = [.. Enumerable.Range(0, stocks[0].Length).Select(i => stocks.Average(r => r[i]))];
        Assert.True(Correlation(Returns("NIFTY"), basket) > 0.8);
        Assert.True(Correlation(Returns("NIFTY"), Returns("BANKNIFTY")) > 0.6);
    }

    [Fact]
    public void The_gap_of_the_cointegrated_pair_returns_while_its_legs_wander()
    {
        double[] leader = Day.LogPrices("TCS"), follower = Day.LogPrices("INFY");
        double[] gap = [.. leader.Zip(follower, (a, b) => b - a)];
        double gapRatio = VarianceRatio(gap, 60), legRatio = VarianceRatio(leader, 60);
        Assert.True(gapRatio < 0.35, $"gap {gapRatio:F2}: an hour moves it hardly more than minutes do");
        Assert.True(gapRatio < 0.6 * legRatio, $"gap {gapRatio:F2}, leg {legRatio:F2}");
    }

    private static double[] Returns(string name)
    {
        double[] logs = Day.LogPrices(name);
        return [.. logs.Zip(logs.Skip(1), (a, b) => b - a)];
    }

    /// <summary>Variance of k-minute moves over k times that of one-minute moves: 1 for a random walk, towards 0 for what returns.</summary>
    private static double VarianceRatio(double[] x, int k)
    {
        double one = 0, many = 0;
        for (int i = 1; i < x.Length; i++) one += (x[i] - x[i - 1]) * (x[i] - x[i - 1]) / (x.Length - 1);
        for (int i = k; i < x.Length; i++) many += (x[i] - x[i - k]) * (x[i] - x[i - k]) / (x.Length - k);
        return many / one / k;
    }

    private static double Kurtosis(double[] x)
    {
        double mean = x.Average();
        double variance = x.Average(v => (v - mean) * (v - mean));
        return x.Average(v => (v - mean) * (v - mean) * (v - mean) * (v - mean)) / (variance * variance);
    }

    private static double Correlation(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        double xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
