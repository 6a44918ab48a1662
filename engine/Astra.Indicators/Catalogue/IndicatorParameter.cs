namespace Astra.Indicators;

/// <summary>A number that a column's name may carry.</summary>
/// <param name="Whole">True when only whole numbers make sense.</param>
public sealed record IndicatorParameter(string Name, double Default, bool Whole = true);
