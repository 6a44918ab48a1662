using Astra.Markets;
using CsCheck;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

/// <summary>Long and short are one rule: a market turned upside down is traded upside down.</summary>
public class MirrorTests
{
    /// <summary>Values that no exact ratio hits, so that rounding cannot decide; and no rule that depends on the price's height.</summary>
    [Theory]
    [InlineData("sma-cross[fast=3,slow=11]")]
    [InlineData("ema-donchian[ema=17,entry=9,exit=4]")]
    [InlineData("momentum[length=7,atr=9,enter=0.61803,leave=0.13717]")]
    [InlineData("rsi-reversal[length=5,extreme=31.4159,exit=52.7183]")]
    [InlineData("bollinger-reversion[length=9,width=1.1317,edge-bp=0]")]
    [InlineData("volatility-breakout[length=9,width=1.3171,channel=1.1719,quiet-bars=2]")]
    [InlineData("opening-range-breakout[range-minutes=6,last-entry=70,buffer=0.0717]")]
    [InlineData("scalping[fast=3,slow=8,gain=0.7173,edge-bp=0]")]
    [InlineData("vote(sma-cross[fast=3,slow=11], rsi-reversal[length=5,extreme=31.4159,exit=52.7183]; 0.3)")]
    [InlineData("confirm(sma-cross[fast=3,slow=11], ema-donchian[ema=17,entry=9,exit=4])")]
    public void The_mirrored_market_gives_the_mirrored_signals(string name)
    {
        int signals = 0;
        Bars.Walk.Sample(bars =>
        {
            StrategyAction[] plain = Bars.Create(name).Actions(bars);
            Assert.Equal(plain.Select(Opposite), Bars.Create(name).Actions(bars.Select(Mirror)));
            Interlocked.Add(ref signals, plain.Count(a => a != None));
        });
        Assert.True(signals > 0);
    }

    private static StrategyAction Opposite(StrategyAction action) => action switch { Long => Short, Short => Long, _ => action };

    private static Bar Mirror(Bar bar)
    {
        Price middle = Price.FromRupees(2_000);
        (bar.Open, bar.High, bar.Low, bar.Close) = (middle - bar.Open, middle - bar.Low, middle - bar.High, middle - bar.Close);
        return bar;
    }
}
