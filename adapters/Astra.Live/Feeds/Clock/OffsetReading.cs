namespace Astra.Live;

/// <param name="Confirmed">Two ticks of different stamps agree.</param>
/// <param name="Settled">Exchange time less this machine's, in nanoseconds, over the last minutes.</param>
/// <param name="Offset">The same less what ticks lag behind now: the clock goes by this.</param>
/// <param name="Lately">Ticks came in the last seconds.</param>
/// <param name="Watched">Since the first tick.</param>
/// <param name="Heard">Any tick at all in the last minutes.</param>
internal readonly record struct OffsetReading(bool Confirmed, long Settled, long Offset, bool Lately, TimeSpan Watched, bool Heard);
