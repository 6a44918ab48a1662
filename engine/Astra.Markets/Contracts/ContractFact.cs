namespace Astra.Markets;

/// <summary>One row: a value from a day on, for underlyings priced at <see cref="PriceFrom"/> or more.</summary>
internal readonly record struct ContractFact(DateOnly From, DateOnly? To, Price PriceFrom, decimal Value);
