using System.IO.Hashing;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Numbers, stamps, hashes and hands on what the core says. The rolling hash of event n is XXH3 over its canonical bytes with
/// the hash of event n-1 as seed, so one figure stands for the whole stream and travels in a snapshot.
/// </summary>
/// <param name="muted">Bit of each kind that is not said.</param>
internal sealed class Emitter(IOutboundSink sink, uint muted = 0) : IStateful
{
    /// <summary>Inbound sequence being applied.</summary>
    public long Cause { get; set; } = -1;

    /// <summary>Latest event time; never runs backward.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>Last outbound sequence, -1 when nothing was said yet.</summary>
    public long Sequence { get; private set; } = -1;

    public ulong Hash { get; private set; }

    public void Advance(Timestamp time)
    {
        if (time > Now) Now = time;
    }

    public bool Says(OutboundKind kind) => (muted >> (int)kind & 1) == 0;

    public void Emit(OutboundKind kind, Reason reason, int instrument, ref OutboundEvent e)
    {
        if (!Says(kind)) return;
        e.Header = new OutboundHeader
        {
            Kind = kind,
            Reason = reason,
            Instrument = instrument,
            Sequence = ++Sequence,
            Cause = Cause,
            Time = Now,
        };
        Hash = XxHash3.HashToUInt64(e.Canonical, (long)Hash);
        sink.Publish(in e);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Cause);
        writer.Write(Now);
        writer.Write(Sequence);
        writer.Write(Hash);
    }

    public void Load(StateReader reader)
    {
        Cause = reader.Read<long>();
        Now = reader.Read<Timestamp>();
        Sequence = reader.Read<long>();
        Hash = reader.Read<ulong>();
    }
}
