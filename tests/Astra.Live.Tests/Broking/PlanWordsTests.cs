using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests;

public sealed class PlanWordsTests
{
    [Fact]
    public void A_plan_is_a_sentence_that_a_trader_would_say() =>
        Assert.Equal("Simulating MACD crossover on 5min Heikin-Ashi for NIFTY options", PlanWords.Describe(Says.MacdOnNifty, Says.Option));

    [Theory]
    [InlineData("opening-range-breakout", ChartStyle.Candle, 0, "Simulating opening-range breakout on 5min candles for SBIN shares")]
    [InlineData("bollinger-vwap", ChartStyle.Renko, 8, "Simulating Bollinger reversion to VWAP on 5min Renko of 8 ticks for SBIN shares")]
    [InlineData("supertrend-vwap", ChartStyle.Range, 4, "Simulating SuperTrend breakout beyond VWAP on 5min range bars of 4 ticks for SBIN shares")]
    [InlineData("not-registered", ChartStyle.Candle, 0, "Simulating not-registered on 5min candles for SBIN shares")]
    [InlineData("confirm(macd-cross, supertrend-vwap)", ChartStyle.Candle, 0, "Simulating confirmed entries, confirm(macd-cross, supertrend-vwap), on 5min candles for SBIN shares")]
    public void Titles_and_styles_read_well_inside_it(string algorithm, ChartStyle style, int size, string words) =>
        Assert.Equal(words, PlanWords.Describe(Says.MacdOnNifty with { Algorithm = algorithm, Style = style, ChartSize = size }, Says.Share));

    [Theory]
    [InlineData(InstrumentKind.Future, "GOLD", "GOLD futures")]
    [InlineData(InstrumentKind.Index, "NIFTY", "NIFTY as its future")]
    [InlineData(InstrumentKind.Etf, "", "SBIN fund units")]
    public void Classes_are_named_by_what_they_are_on(InstrumentKind kind, string underlying, string words) =>
        Assert.Equal(words, PlanWords.ClassOf(Says.Share with { Kind = kind, Underlying = underlying, IndexTradedAsFuture = true }));
}
