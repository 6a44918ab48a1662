using System.Diagnostics.CodeAnalysis;

namespace Astra.Strategies;

/// <summary>A number that a plan or a tuner may choose.</summary>
/// <param name="Name">Lower case with hyphens, unique within the strategy.</param>
/// <param name="Minimum">Smallest value allowed.</param>
/// <param name="Maximum">Largest value allowed.</param>
/// <param name="Integer">True when only whole numbers make sense.</param>
/// <param name="Meaning">One line for people, with the unit.</param>
[SuppressMessage("Naming", "CA1720", Justification = "An integer parameter is the tuner's word, not the name of a type.")]
public sealed record StrategyParameter(string Name, double Default, double Minimum, double Maximum, bool Integer, string Meaning)
{
    /// <summary>In range, and whole where it must be; NaN and infinities are not.</summary>
    public bool Allows(double value) =>
        value >= Minimum && value <= Maximum && (!Integer || value == Math.Truncate(value));
}
