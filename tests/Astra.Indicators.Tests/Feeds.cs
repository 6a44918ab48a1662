using Astra.Markets;

namespace Astra.Indicators.Tests;

/// <summary>Feeds any entry of the catalogue with bars: a pair gets two of a bar's prices, a book is made up of them.</summary>
internal static class Feeds
{
    public static void Feed(IStateful indicator, in Bar bar)
    {
        switch (indicator)
        {
            case IIndicator bars: bars.Update(in bar); break;
            case IPairIndicator pair: pair.Update(bar.Close, bar.High + bar.Low); break;
            case IBookIndicator book:
                book.Update(
                    [new BookLevel(bar.Low, bar.Volume), new BookLevel(bar.Low - new Price(500), 7)],
                    [new BookLevel(bar.High + new Price(500), 100), new BookLevel(bar.High + new Price(1_000), bar.Volume / 3)]);
                break;
            default: Assert.Fail($"{indicator.GetType()} is fed with nothing known"); break;
        }
    }

    public static byte[] StateOf(IStateful indicator)
    {
        StateWriter writer = new();
        indicator.Save(writer);
        return writer.Written.ToArray();
    }

    /// <summary>Every figure's bits, and whether it is defined.</summary>
    public static (bool, long)[] FiguresOf(IndicatorEntry entry, IStateful indicator) =>
        [.. entry.Outputs.Select(o => (o.IsDefined(indicator), BitConverter.DoubleToInt64Bits(o.Value(indicator))))];
}
