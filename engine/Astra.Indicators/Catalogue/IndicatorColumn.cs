using Astra.Markets;

namespace Astra.Indicators;

/// <summary>A column's name taken apart: which indicator, with which parameters, and which of its figures.</summary>
public sealed record IndicatorColumn(string Text, IndicatorEntry Entry, IndicatorOutput Output, double[] Values)
{
    /// <summary>True when both stand for figures of the same indicator, which need be computed only once.</summary>
    public bool SharesIndicatorWith(IndicatorColumn other) => Entry == other.Entry && Values.AsSpan().SequenceEqual(other.Values);

    /// <summary>A new indicator behind the column, in its empty state.</summary>
    public IStateful Create() => Entry.Create(Values);
}

/// <summary>A column's name that stands for nothing; the message says what does.</summary>
public sealed class IndicatorColumnException(string message) : Exception(message);
