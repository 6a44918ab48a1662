using Astra.Markets;

namespace Astra.Live;

/// <summary>What the parts of a connection share, and what outlives its attempts.</summary>
internal sealed class StreamContext(IStreamDialect dialect, IStreamHealth health, StreamOptions options, TimeProvider time)
{
    private long _lastData;

    public IStreamDialect Dialect => dialect;
    public IStreamHealth Health => health;
    public StreamOptions Options => options;
    public TimeProvider Time => time;
    public StreamCounts Counts { get; } = new();

    /// <summary>Held whenever the dialect is called: it is not made for two threads.</summary>
    public Lock Gate { get; } = new();

    /// <summary>When the last data was received; the start of all when there was none. Written by the receiver only.</summary>
    public Timestamp LastData
    {
        get => new(Volatile.Read(ref _lastData));
        set => Volatile.Write(ref _lastData, value.UnixNanos);
    }

    /// <summary>Start of the outage that goes on; null while data flows.</summary>
    public Timestamp? Outage { get; set; }

    public Timestamp Now => LiveTime.Now(time);

    public string Clean(string words) => options.Redactor?.Clean(words) ?? words;
}
