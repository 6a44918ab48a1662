using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>
/// A source of market events. A recorded feed puts the same events on the ring in the same order every time it runs, whatever
/// its speed; that is what lets a resumed session go on after what its journal already holds.
/// </summary>
public interface IFeed : IDisposable
{
    /// <summary>For people: what is being fed, for example the file's name and date.</summary>
    string Description { get; }

    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Ticks expected in all, for progress; null when not known.</summary>
    long? ExpectedTicks { get; }

    /// <summary>
    /// Whether it shows the market as it happens. A live feed cannot play its past again: a resumed session hands it nothing to compare, it goes
    /// on after <see cref="JournaledFeed.ResumedAt"/>, reports the gap and fills in what it can.
    /// </summary>
    bool IsLive => false;

    /// <summary>
    /// Publishes until the source ends or <paramref name="stop"/> is signalled. The first <see cref="JournaledFeed.Left"/> events are not published
    /// but handed to <paramref name="held"/>, at once whatever the pace. Runs on the caller's thread. Every event carries <see cref="InboundSource.Feed"/>.
    /// </summary>
    void Run(IInboundPort port, JournaledFeed held, CancellationToken stop);
}
