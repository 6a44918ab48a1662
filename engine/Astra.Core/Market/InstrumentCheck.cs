using Astra.Markets;

namespace Astra.Core;

/// <summary>Bounds within which the core's integer arithmetic cannot overflow and its tables stay small.</summary>
public static class InstrumentCheck
{
    public const int MaxId = 1_000_000;

    /// <summary>Lot size times multiplier: with a price of at most one crore, the value of a lot stays inside <see cref="Money"/>.</summary>
    public const long MaxUnitsPerLot = 100_000;

    public static bool IsSound(Instrument instrument) =>
        instrument.Id is >= 0 and <= MaxId &&
        !string.IsNullOrWhiteSpace(instrument.Symbol) &&
        instrument.Segment is > Segment.None and <= Segment.Commodity &&
        instrument.Kind is > InstrumentKind.None and <= InstrumentKind.Option &&
        instrument.TickSize.Units > 0 &&
        instrument.LotSize >= 1 && instrument.Multiplier >= 1 &&
        (long)instrument.LotSize * instrument.Multiplier <= MaxUnitsPerLot;
}
