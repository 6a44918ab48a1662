using Astra.Markets;

namespace Astra.Core.Tests;

public class SessionBarsAgreeTests
{
    [Theory]
    [InlineData(9, 15, 15, 30)]
    [InlineData(9, 15, 15, 40)]
    [InlineData(9, 0, 23, 55)]
    [InlineData(17, 0, 23, 30)]
    [InlineData(13, 45, 14, 45)]
    public void The_core_builds_the_bars_that_the_calendar_names(int openHour, int openMinute, int closeHour, int closeMinute)
    {
        Timestamp open = CoreHarness.At(openHour, openMinute), close = CoreHarness.At(closeHour, closeMinute);
        var session = new TradingSession(Segment.NseEquity, CoreHarness.Day, open, close, close - Timestamp.NanosPerMinute);
        var ladder = new BarLadder();
        ladder.StartSession(open, close);
        var built = new Listener();
        for (Timestamp at = open; at < close; at += Timestamp.NanosPerMinute)
        {
            ladder.CloseDue(at, built);
            ladder.AddTick(at, new Price(1_000_000), 1);
        }
        ladder.CloseDue(close, built);
        for (int index = 0; index < BarLadder.Count; index++)
            Assert.Equal(SessionBars.Of(session, BarLadder.Minutes[index]), built.Bars.Where(b => b.Index == index).Select(b => (b.Start, b.End)));
    }

    private sealed class Listener : IBarListener
    {
        public List<(int Index, Timestamp Start, Timestamp End)> Bars { get; } = [];

        public void OnBarClosed(int index, ref Bar candle) => Bars.Add((index, candle.Start, candle.End));
    }
}
