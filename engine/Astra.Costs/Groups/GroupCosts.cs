using Astra.Markets;

namespace Astra.Costs;

/// <summary>What a group costs.</summary>
/// <param name="Estimate">Sum of what each fill and act was charged when it happened; STT leg by leg.</param>
/// <param name="Note">Lines of the contract note.</param>
/// <param name="Exact">The note's lines before rounding.</param>
/// <param name="Depository">With GST, billed outside the note.</param>
/// <param name="Commodity">True when the transaction tax is CTT and not STT.</param>
/// <param name="Rates">Rates of the group's own class.</param>
/// <param name="Settlement">Rates of expiry; null when no leg needs them.</param>
/// <param name="Warning">What was assumed; null when nothing was.</param>
public sealed record GroupCosts(
    Charges Estimate, Charges Note, NoteLines Exact, Money Depository, bool Commodity, ChargeRates Rates, SettlementRates? Settlement, string? Warning);
