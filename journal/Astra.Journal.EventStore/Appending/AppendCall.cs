namespace Astra.Journal.EventStore;

/// <summary>One call among those that an appender opens one after another, and how it fares. Its members change under the appender's lock.</summary>
internal sealed class AppendCall(IAppendCall wire, AppendRequest request)
{
    public IAppendCall Wire { get; } = wire;

    public AppendRequest Request { get; } = request;

    /// <summary>Index of the first frame sent on it, -1 before: all frames before it are acknowledged, so what is said about it is certain.</summary>
    public long Probe { get; set; } = -1;

    /// <summary>Its first frame is acknowledged: others may follow without waiting.</summary>
    public bool Proved { get; set; }

    /// <summary>It is over, and what it still says is not heard.</summary>
    public bool Broken { get; set; }

    /// <summary>Why it is over.</summary>
    public WireFault Fault { get; set; }
}
