using System.Collections.Concurrent;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// What the market was at each instrument's last order: vendors that take no market orders get a limit around it instead. Written by a
/// <see cref="BrokerEffect"/>, may be read from anywhere.
/// </summary>
public sealed class DecisionPrices
{
    private readonly ConcurrentDictionary<int, Price> _prices = new();

    /// <summary>Zero when there was no order.</summary>
    public Price Of(Instrument instrument) => _prices.GetValueOrDefault(instrument.Id);

    internal void Set(Instrument instrument, Price price) => _prices[instrument.Id] = price;
}
