using Astra.Costs;
using Astra.Markets;
using BenchmarkDotNet.Attributes;

namespace Astra.Perf.Micro;

/// <summary>What it costs to price one fill by the estimate. Target: under 50 ns and no byte, for the first fill of an order and for later ones.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ChargeBenchmarks
{
    private const int Fills = 1024;

    private readonly Money[] _values = new Money[Fills];
    private ChargeRates _rates;

    /// <summary>A capped fraction (shares) and a flat fee (options).</summary>
    [Params(InstrumentKind.Equity, InstrumentKind.Option)]
    public InstrumentKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        ChargeBook book = ChargeBook.Parse(Data("charges-schedule.csv"), Data("brokerage-plans.csv"), Data("note-rules.csv"));
        Segment segment = Kind == InstrumentKind.Equity ? Segment.NseEquity : Segment.NseDerivatives;
        if (!book.TryResolve("ZERODHA", segment, Kind, intraday: true, new DateOnly(2026, 11, 20), out _rates, out string? problem)) throw new InvalidOperationException(problem);
        // From some hundred rupees to fifteen lakh, so that orders lie on both sides of the cap.
        for (int i = 0; i < Fills; i++) _values[i] = new Money(150_000_000L + (long)i * i * 1_437_911);
    }

    [Benchmark(OperationsPerInvoke = Fills)]
    public long FirstFill()
    {
        long sum = 0;
        foreach (Money value in _values) sum += _rates.ForFill(buy: false, value, Money.Zero).Total.Micros;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Fills)]
    public long LaterFill()
    {
        long sum = 0;
        for (int i = 1; i < _values.Length; i++) sum += _rates.ForFill(buy: true, _values[i], _values[i - 1]).Total.Micros;
        return sum;
    }

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
