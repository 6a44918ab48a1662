using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

[Collection(nameof(RunsAlone))]
public class StreamingTests
{
    private static readonly (string Name, Func<IIndicator> Make)[] Every =
    [
        ("sma", () => new Sma(5)), ("ema", () => new Ema(5)), ("stddev", () => new StdDev(6)), ("rsi", () => new Rsi(7)),
        ("macd", () => new Macd(3, 8, 4)), ("bollinger", () => new Bollinger(9, 2)), ("atr", () => new Atr(6)),
        ("supertrend", () => new SuperTrend(5, 1.5)), ("vwap", () => new SessionVwap()), ("twap", () => new SessionTwap()),
        ("donchian", () => new Donchian(7)),
    ];

    public static TheoryData<string> Names => [.. Every.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Restored_in_mid_stream_equals_uninterrupted_to_the_bit(string name) =>
        Gen.Select(Bars.Any.Array[1, 80], Gen.Double.Unit).Sample((bars, share) =>
        {
            IIndicator whole = Make(name);
            IIndicator first = Make(name);
            int cut = (int)(share * bars.Length);
            for (int i = 0; i < bars.Length; i++)
            {
                whole.Update(in bars[i]);
                if (i < cut) first.Update(in bars[i]);
            }
            IIndicator second = Make(name);
            second.Load(new StateReader(StateOf(first)));
            for (int i = cut; i < bars.Length; i++) second.Update(in bars[i]);
            Assert.Equal(StateOf(whole), StateOf(second));
            Assert.Equal(whole.IsReady, second.IsReady);
            Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Value), BitConverter.DoubleToInt64Bits(second.Value));
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_value_is_always_finite(string name) =>
        Bars.Any.Array[1, 60].Sample(bars =>
        {
            IIndicator indicator = Make(name);
            foreach (Bar bar in bars)
            {
                indicator.Update(in bar);
                Assert.True(double.IsFinite(indicator.Value));
            }
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_allocates_nothing(string name)
    {
        IIndicator indicator = Make(name);
        Bar[] bars = [.. Enumerable.Range(0, 500).Select(i => Bars.Of(100, 102 + i % 3, 98 - i % 2, 100 + i % 7 * 0.05m, i, i % 100 == 0))];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = 0;
        for (int i = 0; i < 100; i++) sum += Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.NotEqual(0, sum);

        double Run()
        {
            double total = 0;
            for (int i = 0; i < bars.Length; i++)
            {
                indicator.Update(in bars[i]);
                total += indicator.Value;
            }
            return total;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_cut_short_is_refused(string name)
    {
        IIndicator indicator = Make(name);
        byte[] state = StateOf(indicator);
        Assert.Throws<StateFormatException>(() => indicator.Load(new StateReader(state.AsMemory(0, state.Length - 1))));
    }

    [Fact]
    public void Running_sums_equal_sums_made_afresh() =>
        Gen.Int[1, 2_000_000_000].Array[12, 60].Sample(units =>
        {
            const int Length = 12;
            Sma sma = new(Length);
            StdDev deviation = new(Length);
            foreach (int u in units)
            {
                sma.Update(new Price(u));
                deviation.Update(new Price(u));
            }
            Int128 sum = 0, squares = 0;
            foreach (int u in units[^Length..])
            {
                sum += u;
                squares += (Int128)u * u;
            }
            Assert.Equal((long)sum / (Length * 10_000.0), sma.Value);
            Assert.Equal(Math.Sqrt((double)(squares * Length - sum * sum)) / (Length * 10_000.0), deviation.Value);
        });

    private static IIndicator Make(string name) => Every.Single(e => e.Name == name).Make();

    private static byte[] StateOf(IIndicator indicator)
    {
        StateWriter writer = new();
        indicator.Save(writer);
        return writer.Written.ToArray();
    }
}
