namespace Astra.Research;

/// <summary>A backtest that cannot be run as asked; the message names what is in the way and the remedy.</summary>
public sealed class BacktestException(string message) : Exception(message);
