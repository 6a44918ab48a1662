namespace Astra.Markets;

/// <summary>One option of a chain.</summary>
/// <param name="Id">Instrument id: the place of its quote in a span of quotes.</param>
public readonly record struct OptionRow(Price Strike, OptionRight Right, int Id);
