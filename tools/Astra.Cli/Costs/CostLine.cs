using Astra.Costs;

namespace Astra.Cli;

/// <summary>One line of an answer: what it is, the row that makes it, both figures in rupees.</summary>
internal sealed record CostLine(string Line, decimal Estimate, decimal Note, IReadOnlyList<RateRow> Rows);
