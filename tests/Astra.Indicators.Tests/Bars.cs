using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

/// <summary>Short ways to make bars.</summary>
internal static class Bars
{
    public static Bar Of(decimal open, decimal high, decimal low, decimal close, long volume = 1, bool sessionStart = false) => new()
    {
        Open = Price.FromRupees(open),
        High = Price.FromRupees(high),
        Low = Price.FromRupees(low),
        Close = Price.FromRupees(close),
        Volume = volume,
        IntervalMinutes = 1,
        Flags = sessionStart ? BarFlags.SessionStart : BarFlags.None,
    };

    public static Bar At(decimal close, long volume = 1, bool sessionStart = false) => Of(close, close, close, close, volume, sessionStart);

    /// <summary>Valid bars on a tick of five paise, with flat and silent ones and new sessions among them.</summary>
    public static readonly Gen<Bar> Any =
        from middle in Gen.Int[1_900, 2_100]
        from up in Gen.Int[0, 20]
        from down in Gen.Int[0, 20]
        from close in Gen.Double.Unit
        from volume in Gen.Int[0, 3].Select(Gen.Long[0, 5_000_000_000], (scale, v) => scale == 0 ? 0 : v)
        from start in Gen.Int[0, 30]
        select Make(middle - down, middle + up, middle - down + (int)((up + down) * close), volume, start == 0);

    private static Bar Make(int lowTicks, int highTicks, int closeTicks, long volume, bool sessionStart) =>
        Of(lowTicks * 0.05m, highTicks * 0.05m, lowTicks * 0.05m, closeTicks * 0.05m, volume, sessionStart);
}
