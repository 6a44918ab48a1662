namespace Astra.Costs;

/// <summary>One dated rule of a broker's plan, in words, for a list.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
public sealed record PlanRow(string Broker, string Segment, string Terms, DateOnly From, string Source, int Line);
