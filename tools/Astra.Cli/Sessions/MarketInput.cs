using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What a session is fed with, opened: the records, when they begin, and the file to remove afterwards when one was made on the way.</summary>
internal sealed class MarketInput : IDisposable
{
    private readonly string? _temporary;

    private MarketInput(string description, IRecordSource source, Timestamp first, int historyMinutes, string? temporary)
    {
        (Description, Source, _temporary, HistoryMinutes) = (description, source, temporary, historyMinutes);
        Start = Ist.At(Ist.DateOf(first), TimeOnly.MinValue);
    }

    /// <summary>For people: where the records come from, and their days.</summary>
    public string Description { get; }

    public IRecordSource Source { get; }

    /// <summary>Midnight of the first day: the time of the host's own events.</summary>
    public Timestamp Start { get; }

    /// <summary>Interval of the bars when there is nothing finer; 0 for ticks.</summary>
    public int HistoryMinutes { get; }

    public static MarketInput Generated(MarketDayOptions options)
    {
        try
        {
            MarketDayGenerator generator = new(options, ProgramData.Calendar);
            return new(generator.Description, generator, Ist.At(options.Date, TimeOnly.MinValue), 0, null);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--generate: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    /// <param name="temporary">True when the recording was made for this run only and goes with it.</param>
    public static MarketInput Recorded(string path, bool temporary = false)
    {
        RecordingReader reader = RecordingReader.Open(path);
        if (reader.Header.Counts.Total == 0)
        {
            reader.Dispose();
            throw new UsageException($"{path}: the recording holds no record; import a source that has some");
        }
        return new(Describe(reader.Header), reader, reader.Header.First, reader.BarsOnly ? FirstInterval(path) : 0, temporary ? path : null);
    }

    /// <summary>The same, cut to some days.</summary>
    public MarketInput Between(DateOnly? from, DateOnly? to)
    {
        if (from is null && to is null) return this;
        DateOnly begin = Ist.DateOf(Start);
        if (from is { } first && first > begin) begin = first;
        string part = $"{Description}{(from is null ? "" : $", from {from:yyyy-MM-dd}")}{(to is null ? "" : $", to {to:yyyy-MM-dd}")}";
        return new(part, new DateRangeSource(Source, from, to), Ist.At(begin, TimeOnly.MinValue), HistoryMinutes, _temporary);
    }

    public void Dispose()
    {
        Source.Dispose();
        if (_temporary is not null) File.Delete(_temporary);
    }

    private static string Describe(RecordingHeader header)
    {
        string first = $"{Ist.DateOf(header.First):yyyy-MM-dd}", last = $"{Ist.DateOf(header.Last):yyyy-MM-dd}";
        if (first != last) return $"{header.Provenance}, {first} to {last}";
        return header.Provenance.Contains(first, StringComparison.Ordinal) ? header.Provenance : $"{header.Provenance}, {first}";
    }

    private static int FirstInterval(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        InboundRecord record = default;
        return reader.TryRead(ref record) ? record.Bar.IntervalMinutes : 0;
    }
}
