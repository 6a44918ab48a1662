using Astra.Core;

namespace Astra.Host;

/// <summary>A trading core and the sink that hears it, which changes from recovery to running.</summary>
public sealed class HostedCore
{
    private readonly SwitchedSink _sink = new();

    /// <summary>A core without a past, for a new journal; what it says is dropped until an engine or a recovery listens.</summary>
    public HostedCore() => Core = new TradingCore(_sink);

    public TradingCore Core { get; }

    /// <summary>Never call it while an engine runs the core.</summary>
    internal void SpeakTo(IOutboundSink sink) => _sink.Target = sink;

    private sealed class SwitchedSink : IOutboundSink
    {
        public IOutboundSink? Target;

        public void Publish(in OutboundEvent e) => Target?.Publish(in e);
    }
}
