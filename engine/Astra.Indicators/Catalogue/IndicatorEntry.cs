using Astra.Markets;

namespace Astra.Indicators;

/// <summary>What an indicator is fed with.</summary>
public enum IndicatorFeed : byte
{
    /// <summary>Bars of one instrument.</summary>
    Bars,
    /// <summary>Closes of two instruments; see <see cref="IPairIndicator"/>.</summary>
    Pair,
    /// <summary>The order book; see <see cref="IBookIndicator"/>.</summary>
    Book,
}

/// <summary>What an indicator is called, takes and gives, and how to make one.</summary>
public sealed class IndicatorEntry
{
    /// <summary>Lower case, unique, for example <c>macd</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public IndicatorFeed Feed { get; init; }

    /// <summary>In the order in which a column's name carries them.</summary>
    public required IReadOnlyList<IndicatorParameter> Parameters { get; init; }

    /// <summary>Its figures; the first is the main one.</summary>
    public required IReadOnlyList<IndicatorOutput> Outputs { get; init; }

    /// <summary>First row at which the main figure is defined, as a formula of the parameters.</summary>
    public required string FirstRow { get; init; }

    /// <summary>Its method in Skender.Stock.Indicators; null where there is none.</summary>
    public string? Skender { get; init; }

    /// <summary>Its function in TA-Lib; null where there is none.</summary>
    public string? TaLib { get; init; }

    internal Func<double[], IStateful> Factory { get; init; } = _ => throw new InvalidOperationException("an entry without a factory");

    /// <summary>A new indicator in its empty state: an <see cref="IIndicator"/>, <see cref="IPairIndicator"/> or <see cref="IBookIndicator"/> by <see cref="Feed"/>.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or not whole where it must be.</exception>
    public IStateful Create(params double[] values)
    {
        if (values.Length != Parameters.Count) throw new ArgumentException($"{Name} takes {Parameters.Count} numbers, {values.Length} were given", nameof(values));
        for (int i = 0; i < values.Length; i++)
            if (Parameters[i].Whole && (values[i] != Math.Truncate(values[i]) || Math.Abs(values[i]) > int.MaxValue))
                throw new ArgumentOutOfRangeException(Parameters[i].Name, values[i], "a whole number is needed");
        return Factory(values);
    }

    /// <summary>The default of every parameter, a new array.</summary>
    public double[] Defaults() => [.. Parameters.Select(p => p.Default)];

    /// <summary>The full name of a figure's column, parameters included.</summary>
    public string ColumnOf(IndicatorOutput output, ReadOnlySpan<double> values)
    {
        string name = output.Column;
        foreach (double value in values) name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{value}");
        return name;
    }
}
