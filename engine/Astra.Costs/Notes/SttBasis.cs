namespace Astra.Costs;

/// <summary>What STT of shares is computed on.</summary>
public enum SttBasis : byte
{
    /// <summary>The value of each sale, and of each purchase that is delivered: brokers' calculators.</summary>
    Leg = 0,
    /// <summary>The day's average price of all purchases and sales of the scrip: STT Rules 2004, rule 3; the tax that is collected.</summary>
    DayAverage = 1,
}
