using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Astra.Adapters.Recordings;
using Astra.Markets;
using Sylvan.Data.Csv;

namespace Astra.Perf.Scenario.Instruments;

/// <summary>Rows a second from a master's bytes to a table that can be looked up, beside what the usual libraries need to make objects of the same bytes.</summary>
internal static class InstrumentScenario
{
    private const int DefaultRows = 1_000_000;
    private const int Rounds = 5;
    private const double ShoonyaTarget = 3e6;
    private const double AngelTarget = 1.5e6;

    public static int Run(string[] options)
    {
        int rows = DefaultRows;
        if (options is not [] && !(options is ["--rows", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rows) && rows > 0))
        {
            Console.Error.WriteLine("usage: Astra.Perf.Scenario instruments [--rows N]     rows of the synthetic masters, a million by default");
            return 2;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in memory, best of {Rounds} rounds, one thread, {Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}"));
        byte[] csv = SyntheticMaster.Shoonya(rows);
        bool good = Load("Shoonya", csv, rows, ShoonyaTarget);
        Peer("Sylvan.Data.Csv, strings per row", csv, rows, ReadCsv);
        byte[] json = SyntheticMaster.Angel(rows);
        good &= Load("Angel One", json, rows, AngelTarget);
        Peer("System.Text.Json, objects", json, rows, ReadJson);
        return good ? 0 : 1;
    }

    /// <summary>The process's time on a processor: what is left of a measurement while others use the machine.</summary>
    private static double Processor(TimeSpan since) => (Environment.CpuUsage.TotalTime - since).TotalSeconds;

    private static bool Load(string format, byte[] bytes, int rows, double target)
    {
        double read = double.MaxValue, build = double.MaxValue, busy = double.MaxValue;
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var builder = new MasterBuilder(ShippedFacts.Specs, ShippedFacts.Lists, new DateOnly(2026, 10, 1));
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            MasterFileReport report = builder.Read(format, bytes);
            long middle = Stopwatch.GetTimestamp();
            busy = Math.Min(busy, Processor(used));
            InstrumentMaster master = builder.Build();
            build = Math.Min(build, Stopwatch.GetElapsedTime(middle).TotalSeconds);
            read = Math.Min(read, Stopwatch.GetElapsedTime(start, middle).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (report.Accepted != rows || master.Count != rows) throw new InvalidOperationException($"{report.Accepted} of {rows} rows accepted");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{format,-34} {rows / read / 1e6,6:0.00} M rows/s read, {rows / busy / 1e6:0.00} M by processor time (target {target / 1e6:0.0} M; {bytes.Length / read / 1e6:0} MB/s), {rows / (read + build) / 1e6:0.00} M rows/s with all lookups, {allocated / (double)rows:0} bytes a row"));
        return rows / Math.Min(read, busy) >= target;
    }

    private static void Peer(string name, byte[] bytes, int rows, Func<byte[], int> read)
    {
        double best = double.MaxValue, busy = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            if (read(bytes) != rows) throw new InvalidOperationException($"{name} read another number of rows");
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            busy = Math.Min(busy, Processor(used));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-32} {rows / best / 1e6,6:0.00} M rows/s, {rows / busy / 1e6:0.00} M by processor time"));
    }

    private static int ReadJson(byte[] bytes) => JsonSerializer.Deserialize<AngelRow[]>(bytes)!.Length;

    private static int ReadCsv(byte[] bytes)
    {
        var rows = new List<string[]>();
        using CsvDataReader reader = CsvDataReader.Create(new StreamReader(new MemoryStream(bytes)));
        while (reader.Read())
        {
            var cells = new string[reader.FieldCount];
            for (int i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
            rows.Add(cells);
        }
        return rows.Count;
    }
}
