using System.Globalization;
using Sylvan.Data.Csv;

namespace Astra.Research;

/// <summary>A list of trade returns as fractions of wealth, in order of time, and what is plain about it without any simulation.</summary>
public sealed class TradeReturns
{
    /// <summary>Under so many trades a bootstrap says little more than the trades themselves.</summary>
    public const int FewTrades = 30;

    private readonly double[] _returns;

    /// <param name="returns">Each finite and over -1 (a trade that loses everything ends every path).</param>
    public TradeReturns(IReadOnlyList<double> returns)
    {
        if (returns.Count == 0) throw new ArgumentException("there is no trade", nameof(returns));
        _returns = [.. returns];
        for (int i = 0; i < _returns.Length; i++)
            if (!IsReturn(_returns[i])) throw new ArgumentException($"return {i} is no fraction over -1", nameof(returns));
    }

    public int Count => _returns.Length;

    public ReadOnlySpan<double> Values => _returns;

    /// <summary>1 + return.</summary>
    public double[] Growth() => Array.ConvertAll(_returns, r => 1 + r);

    public double Mean => MathNet.Numerics.Statistics.ArrayStatistics.Mean(_returns);

    /// <summary>Sample standard deviation; 0 for one trade.</summary>
    public double Deviation => Count > 1 ? MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation(_returns) : 0;

    public int Winners => _returns.Count(r => r > 0);

    public int Losers => _returns.Count(r => r < 0);

    /// <summary>Wealth at the end, and the largest drawdown, of the trades as they came.</summary>
    public (double Terminal, double MaxDrawdown) AsTheyCame()
    {
        double wealth = 1, peak = 1, deepest = 0;
        foreach (double r in _returns)
        {
            wealth *= 1 + r;
            peak = Math.Max(peak, wealth);
            deepest = Math.Max(deepest, (peak - wealth) / peak);
        }
        return (wealth, deepest);
    }

    /// <summary>Exact mean and standard deviation of the end of a path of as many independent draws: (1+m)^n, and from the second moment likewise.</summary>
    public (double Mean, double Deviation) ExactTerminal()
    {
        double first = 0, second = 0;
        foreach (double r in _returns)
        {
            first += (1 + r) / Count;
            second += (1 + r) * (1 + r) / Count;
        }
        double mean = Math.Pow(first, Count);
        return (mean, Math.Sqrt(Math.Max(0, Math.Pow(second, Count) - mean * mean)));
    }

    /// <summary>
    /// Reads a column <c>return</c> of fractions; or with a capital, a column <c>pnl</c> of rupees (a backtest's trades; an open one has none and
    /// is left out), each as a share of the wealth ahead of it.
    /// </summary>
    /// <exception cref="ResearchInputException">No such column, no row, or a value that is no return; with file, line and remedy.</exception>
    public static TradeReturns Read(string path, decimal? capital = null)
    {
        return CsvInput.Read(path, reader => Read(path, reader, capital));
    }

    private static TradeReturns Read(string path, CsvDataReader reader, decimal? capital)
    {
        string column = capital is null ? "return" : "pnl";
        string[] names = CsvInput.Header(reader, path) ?? throw new ResearchInputException(path, 1, $"the file is empty; a header with a column '{column}' is needed");
        int at = Array.IndexOf(names, column);
        if (at < 0)
            throw new ResearchInputException(path, 1, $"there is no column '{column}'; give {(capital is null ? "one with fractions of wealth, or trades with pnl in rupees and their capital beside it" : "the trades that a backtest wrote")}");
        List<double> returns = [];
        double wealth = (double)(capital ?? 1);
        long blank = 0;
        for (long line = 2; reader.Read(); line++)
        {
            if (reader.RowFieldCount == 1 && reader.GetFieldSpan(0).IsWhiteSpace())
            {
                if (blank == 0) blank = line;
                continue;
            }
            // At the end a blank line is no more than that; between returns one of them is missing.
            if (blank > 0 && capital is null) throw new ResearchInputException(path, blank, "the line is blank, which is no number; give a fraction such as 0.0125, or take the line out");
            string cell = at < reader.RowFieldCount ? reader.GetString(at).Trim() : "";
            if (cell.Length == 0 && capital is not null) continue;
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                throw new ResearchInputException(path, line, $"'{cell}' is no number; give {(capital is null ? "a fraction such as 0.0125" : "rupees")}");
            double r = value / (capital is null ? 1 : wealth);
            if (!IsReturn(r))
                throw new ResearchInputException(path, line, $"{column} {cell} {(capital is null ? "is no fraction over -1; give 0.01 for one percent" : "loses more than the capital; give a larger one")}");
            returns.Add(r);
            wealth *= 1 + r;
        }
        return returns.Count > 0 ? new TradeReturns(returns) : throw new ResearchInputException(path, 1, "there is no trade below the header; give a row for each");
    }

    private static bool IsReturn(double value) => double.IsFinite(value) && value > -1;
}
