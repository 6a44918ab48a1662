namespace Astra.Markets;

/// <summary>One day on which contracts on an underlying end.</summary>
/// <param name="Day">The last day of trading.</param>
/// <param name="Due">The day that the rule names; later than <paramref name="Day"/> when a holiday pulled the expiry forward.</param>
/// <param name="LastTime">Where trading in the expiring contract stops before the close (currency: 12:30); null where it does not.</param>
/// <param name="Provisional">True when the calendar does not know the holidays around that day: it may still be pulled forward.</param>
public readonly record struct Expiry(string Underlying, Segment Segment, ExpiryCycle Cycle, DateOnly Day, DateOnly Due, TimeOnly? LastTime, bool Provisional);
