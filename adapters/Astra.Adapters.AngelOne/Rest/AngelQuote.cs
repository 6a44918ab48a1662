using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>What the quote call tells of one instrument. Prices in rupees, exact; zero where the vendor sent none.</summary>
public sealed record AngelQuote(
    MasterExchange Exchange, string Token, string TradingSymbol, decimal Last, decimal Open, decimal High, decimal Low, decimal PreviousClose, long Volume, long OpenInterest,
    decimal LowerCircuit, decimal UpperCircuit);
