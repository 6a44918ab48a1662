namespace Astra.StandIns;

/// <summary>A request to subscribe or unsubscribe that arrived.</summary>
/// <param name="Connection">Number of the connection.</param>
/// <param name="Mode">Angel One: 1 to 4. Shoonya: 1 touchline, 2 depth.</param>
/// <param name="Keys"><c>EXCH|TOKEN</c>.</param>
public sealed record SubscriptionSeen(TimeSpan Since, int Connection, bool Subscribes, int Mode, IReadOnlyList<string> Keys);
