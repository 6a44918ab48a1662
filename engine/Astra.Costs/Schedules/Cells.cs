using System.Globalization;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>Reads the cells of one row; every complaint carries the file, the line and the remedy.</summary>
internal readonly struct Cells(ScheduleFile file, CsvRow row)
{
    public int Line => row.Line;

    public string Text(int column) => row.Cells[column];

    public ScheduleFormatException Error(string problem, string remedy) => new(file, row.Line, problem, remedy);

    /// <summary>One of a closed set of words.</summary>
    public string Word(int column, string name, ReadOnlySpan<string> known)
    {
        string word = row.Cells[column];
        if (known.IndexOf(word) < 0) throw Error($"unknown {name} '{word}'", $"use one of {string.Join(", ", known!)}");
        return word;
    }

    /// <summary>How sure a row's source is: high, medium, low, or not said.</summary>
    public void CheckConfidence(int column) => Word(column, "confidence", ["", "H", "M", "L"]);

    public DateOnly Date(int column, string name) =>
        DateOnly.TryParseExact(row.Cells[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw Error($"{name} '{row.Cells[column]}' is not a date", "write it as 2026-04-01");

    public DateOnly? DateOrNone(int column, string name) => row.Cells[column].Length == 0 ? null : Date(column, name);

    /// <summary>A fraction of value with at most <paramref name="decimals"/> decimals, so that every product of rates stays exact.</summary>
    public Rate Rate(int column, string name, int decimals, decimal maximum)
    {
        decimal fraction = Number(column, name);
        if (fraction > maximum)
            throw Error(FormattableString.Invariant($"{name} {fraction} is over {maximum}"), "write a fraction of the value, not a percentage: 0.001 for 0.1%");
        if (fraction != decimal.Round(fraction, decimals))
            throw Error(FormattableString.Invariant($"{name} {fraction} has more than {decimals} decimals"), "round it to what the circular says");
        return new Rate((long)(fraction * Costs.Rate.One));
    }

    /// <summary>An amount in rupees, to a tenth of a paisa.</summary>
    public Money Rupees(int column, string name)
    {
        decimal rupees = Number(column, name);
        if (rupees > 1_000_000m || rupees != decimal.Round(rupees, 3))
            throw Error(FormattableString.Invariant($"{name} {rupees} is not an amount per order"), "write rupees with at most three decimals");
        return Money.FromRupees(rupees);
    }

    /// <summary>A capital in rupees, to a paisa, up to a lakh crore.</summary>
    public Money Capital(int column, string name)
    {
        decimal rupees = Number(column, name);
        if (rupees > 1_000_000_000_000m || rupees != decimal.Round(rupees, 2))
            throw Error(FormattableString.Invariant($"{name} {rupees} is not a capital"), "write rupees with at most two decimals");
        return Money.FromRupees(rupees);
    }

    /// <summary>A whole number of basis points of a value or of a capital, zero to <paramref name="maximum"/>.</summary>
    public int BasisPoints(int column, string name, int maximum)
    {
        decimal points = Number(column, name);
        if (points > maximum || points != decimal.Truncate(points))
            throw Error(FormattableString.Invariant($"{name} {points} is not a whole number up to {maximum}"),
                "write basis points: 1300 for 13%");
        return (int)points;
    }

    private decimal Number(int column, string name)
    {
        string text = row.Cells[column];
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Error($"{name} '{text}' is not a number", "write digits with a decimal point, zero or more, no sign and no percent mark");
    }
}
