using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>Puts bars from history onto the ring, stamped with the moment at which they come.</summary>
internal sealed class BarPublisher(IInboundPort port, LiveClock clock, TimeProvider time)
{
    public void Publish(InboundKind kind, int instrument, in HistoryBar bar)
    {
        long sequence = port.Claim(1);
        ref InboundRecord record = ref port[sequence].Record;
        record = default;
        record.Header = new InboundHeader
        {
            Kind = kind,
            Source = InboundSource.Feed,
            Instrument = instrument,
            ExchangeTime = clock.Now,
            ArrivalTime = LiveTime.Now(time),
        };
        record.Bar = bar;
        port.Publish(sequence, sequence);
    }
}
