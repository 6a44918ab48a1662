namespace Astra.Markets.Tests;

/// <summary>Where options are tried: forward over strike from e^-3 to e^3, volatility from 1% to 400%, one minute to three years.</summary>
internal static class OptionGrid
{
    public const double Strike = 24_600;

    public static readonly double[] LogMoneyness =
        [-3, -2, -1, -0.5, -0.25, -0.1, -0.05, -0.02, -0.01, -0.004, -0.001, -1e-4, -1e-6, 0, 1e-6, 1e-4, 0.001, 0.004, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

    public static readonly double[] Volatilities = [0.01, 0.03, 0.08, 0.13, 0.2, 0.4, 0.8, 1.5, 2.5, 4];

    public const double Minute = 1.0 / (365 * 24 * 60);

    public static readonly (string Name, double Years)[] Terms =
    [
        ("1 minute", Minute), ("15 minutes", 15 * Minute), ("2 hours", 120 * Minute), ("1 day", 1 / 365.0), ("7 days", 7 / 365.0), ("30 days", 30 / 365.0),
        ("1 year", 1), ("3 years", 3),
    ];

    public static Black76Option At(OptionRight right, double logMoneyness, double years, double rate = 0.065) =>
        new(right, Strike * Math.Exp(logMoneyness), Strike, years, rate);

    public static string Line(FormattableString text) => FormattableString.Invariant(text);
}
