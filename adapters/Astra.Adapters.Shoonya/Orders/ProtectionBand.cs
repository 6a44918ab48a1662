using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// How far a limit may stand from the price that is known when it takes the place of a market order: market orders by interface are refused since 2026.
/// The bands are those in use at brokers.
/// </summary>
internal static class ProtectionBand
{
    private const int Whole = 10_000;

    // Basis points by rupees.
    private static readonly (int Below, int Points)[] Plain = [(100, 200), (500, 100), (int.MaxValue, 50)];
    private static readonly (int Below, int Points)[] Options = [(10, 500), (100, 300), (500, 200), (int.MaxValue, 100)];

    /// <summary>The limit of an order that shall trade at once: on the tick grid, within the band, and at least one tick beyond the reference.</summary>
    public static Price Limit(Instrument instrument, Price reference, bool buy)
    {
        long reach = reference.Units * PointsOf(instrument.Kind, reference) / Whole;
        Price tick = instrument.TickSize;
        if (buy)
        {
            Price within = TickGrid.Down(reference + new Price(reach), tick);
            Price least = TickGrid.Up(reference + new Price(1), tick);
            return within > least ? within : least;
        }
        Price above = TickGrid.Up(reference - new Price(reach), tick);
        Price most = TickGrid.Down(reference - new Price(1), tick);
        Price limit = above < most ? above : most;
        return limit.Units > 0 ? limit : tick;
    }

    /// <summary>Below the first bound the first band, up to and with the second bound the next one, and so on.</summary>
    private static int PointsOf(InstrumentKind kind, Price price)
    {
        (int Below, int Points)[] bands = kind == InstrumentKind.Option ? Options : Plain;
        if (price.Units < bands[0].Below * Price.UnitsPerRupee) return bands[0].Points;
        foreach ((int below, int points) in bands.AsSpan(1))
            if (price.Units <= below * Price.UnitsPerRupee) return points;
        return bands[^1].Points;
    }
}
