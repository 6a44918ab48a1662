using Astra.Indicators;
using Astra.Markets;
using BenchmarkDotNet.Attributes;

namespace Astra.Perf.Micro;

/// <summary>One update of each indicator of bars at its defaults, in a warm state.</summary>
[MemoryDiagnoser]
public class IndicatorBenchmarks
{
    private const int Mask = 4_095;

    private readonly Bar[] _bars = new Bar[Mask + 1];
    private IIndicator _indicator = new Sma(1);
    private int _next;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    public static IEnumerable<string> Names => IndicatorCatalogue.All.Where(e => e.Feed == IndicatorFeed.Bars).Select(e => e.Name);

    [GlobalSetup]
    public void Setup()
    {
        IndicatorEntry entry = IndicatorCatalogue.All.Single(e => e.Name == Name);
        _indicator = (IIndicator)entry.Create(entry.Defaults());
        Random random = new(1);
        long close = 12_500_000;
        for (int i = 0; i < _bars.Length; i++)
        {
            long open = close;
            close += random.Next(-12, 13) * 500;
            _bars[i] = new Bar
            {
                Open = new Price(open), High = new Price(Math.Max(open, close) + 1_000), Low = new Price(Math.Min(open, close) - 500), Close = new Price(close),
                Volume = random.Next(0, 90_000), Flags = i % 375 == 0 ? BarFlags.SessionStart : BarFlags.None,
            };
            _indicator.Update(in _bars[i]);
        }
    }

    [Benchmark]
    public double Update()
    {
        _indicator.Update(in _bars[_next++ & Mask]);
        return _indicator.Value;
    }
}
