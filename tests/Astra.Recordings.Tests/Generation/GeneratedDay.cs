using System.IO.Hashing;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Recordings.Tests;

/// <summary>A generated day, read once: what the tests of its statistics look at.</summary>
internal sealed class GeneratedDay
{
    public const int Minutes = 1440;

    private static readonly Lazy<GeneratedDay> Standard = new(() => new GeneratedDay(new MarketDayOptions { Seed = 11, Ticks = 600_000 }));

    public GeneratedDay(MarketDayOptions options)
    {
        using var generator = new MarketDayGenerator(options, TestCalendar.Instance);
        Instruments = generator.Instruments;
        MidPrice = [.. Instruments.Select(_ => new double[Minutes])];
        PerMinute = [.. Instruments.Select(_ => new int[Minutes])];
        var hash = new XxHash3();
        InboundRecord record = default;
        while (generator.TryRead(ref record))
        {
            hash.Append(record.Canonical);
            Count++;
            int minute = (int)(Ist.NanosOfDay(record.Header.ExchangeTime) / Timestamp.NanosPerMinute);
            PerMinute[record.Header.Instrument][minute]++;
            Records.Add(record);
            if (record.Header.Kind == InboundKind.Touchline)
                MidPrice[record.Header.Instrument][minute] = (record.Touchline.Bid.Rupees + record.Touchline.Ask.Rupees) / 2;
        }
        Hash = hash.GetCurrentHashAsUInt64();
    }

    public static GeneratedDay Instance => Standard.Value;

    public IReadOnlyList<Instrument> Instruments { get; }

    public long Count { get; }

    public ulong Hash { get; }

    public List<InboundRecord> Records { get; } = [];

    public int[][] PerMinute { get; }

    /// <summary>Last middle of each minute; 0 where nothing came.</summary>
    public double[][] MidPrice { get; }

    public int IdOf(string name) => Instruments.Single(i => i.Symbol.StartsWith(name, StringComparison.Ordinal)).Id;

    /// <summary>Log prices by minute over continuous stock trading, quiet minutes filled with the last.</summary>
    public double[] LogPrices(string name, int from = 9 * 60 + 15, int to = 15 * 60 + 15)
    {
        double[] prices = MidPrice[IdOf(name)];
        var logs = new double[to - from];
        double last = prices[from];
        for (int minute = from; minute < to; minute++)
        {
            if (prices[minute] > 0) last = prices[minute];
            logs[minute - from] = Math.Log(last);
        }
        return logs;
    }
}
