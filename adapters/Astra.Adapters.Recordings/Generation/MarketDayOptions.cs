using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>What day to generate. Equal options give equal bytes on every platform.</summary>
public sealed record MarketDayOptions
{
    public const int MinInstruments = 12;

    /// <summary>Sixty times a busy day; some 2.5 GB as a recording.</summary>
    public const long MaxTicks = 200_000_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>From <see cref="MinInstruments"/> to <see cref="MaxInstruments"/>: index futures, stocks, gold, crude oil and USDINR.</summary>
    public int Instruments { get; init; } = 16;

    /// <summary>Records to aim at over the day; the arrivals are random, so the day ends within a few percent of it. At most <see cref="MaxTicks"/>.</summary>
    public long Ticks { get; init; } = 3_200_000;

    /// <summary>A day on which equity, derivatives, currency and commodity are all open.</summary>
    public DateOnly Date { get; init; } = new(2026, 11, 18);

    public static int MaxInstruments => InstrumentCatalogue.Count;
}
