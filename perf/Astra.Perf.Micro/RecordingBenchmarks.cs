using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using BenchmarkDotNet.Attributes;

namespace Astra.Perf.Micro;

/// <summary>Generating, writing and reading a day of half a million records; the mean divided by that number is the time of one.</summary>
[MemoryDiagnoser]
public class RecordingBenchmarks
{
    private const int Ticks = 500_000;

    private readonly SessionCalendar _calendar = SessionCalendar.Parse(CalendarTexts.From(Data));
    private string _folder = "";
    private InboundRecord[] _records = [];
    private IReadOnlyList<Instrument> _instruments = [];

    private string Recording => Path.Combine(_folder, "day.rec");

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("astra-perf-").FullName;
        using MarketDayGenerator day = Day();
        _instruments = day.Instruments;
        var records = new List<InboundRecord>(Ticks);
        InboundRecord record = default;
        while (day.TryRead(ref record)) records.Add(record);
        _records = [.. records];
        Write();
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Ticks)]
    public long Generate()
    {
        using MarketDayGenerator day = Day();
        return Drain(day);
    }

    [Benchmark(OperationsPerInvoke = Ticks)]
    public long Write()
    {
        using var writer = new RecordingWriter(Recording, "benchmark", _instruments);
        foreach (ref readonly InboundRecord record in _records.AsSpan()) writer.Write(record);
        return writer.Complete().Blocks;
    }

    [Benchmark(OperationsPerInvoke = Ticks)]
    public long Read()
    {
        using RecordingReader reader = RecordingReader.Open(Recording);
        return Drain(reader);
    }

    private MarketDayGenerator Day() => new(new MarketDayOptions { Seed = 1, Ticks = Ticks }, _calendar);

    private static long Drain(IRecordSource source)
    {
        InboundRecord record = default;
        long count = 0;
        while (source.TryRead(ref record)) count++;
        return count;
    }

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
