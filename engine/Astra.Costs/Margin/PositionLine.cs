using Astra.Markets;

namespace Astra.Costs;

/// <summary>One position of a book on one underlying.</summary>
/// <param name="Terms">Of the instrument on the day, from <see cref="MarginBook.TryResolve(Instrument, Product, DateOnly, out MarginTerms, out string?)"/>.</param>
/// <param name="SignedQuantity">In units; below zero for a short position.</param>
/// <param name="Last">Price of the instrument, zero or more.</param>
public readonly record struct PositionLine(MarginTerms Terms, long SignedQuantity, Price Last);
