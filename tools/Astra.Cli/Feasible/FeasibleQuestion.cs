using Astra.Markets;

namespace Astra.Cli;

/// <summary>What is asked of the capital filter.</summary>
/// <param name="Sell">True to sell to open, false to buy.</param>
/// <param name="Product">Delivery leaves out derivatives, and overnight shares; within the day all can be held.</param>
/// <param name="Source">Where instruments and prices are from.</param>
/// <param name="Examples">True when the prices are not of any market.</param>
internal sealed record FeasibleQuestion(Money Capital, DateOnly Day, bool Sell, Product Product, string Source, bool Examples);
