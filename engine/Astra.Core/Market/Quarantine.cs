using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Input that was refused, counted by reason. An alert goes out at the 1st, 2nd, 4th, 8th … occurrence of each reason: nothing
/// is dropped in silence, and a broken feed cannot flood the outbound ring.
/// </summary>
internal sealed class Quarantine(Emitter emitter) : IStateful
{
    private const int First = (int)Reason.LateTick;
    private const int Last = (int)Reason.NoChargeRow;

    private readonly long[] _counts = new long[Last - First + 1];

    public long Total
    {
        get
        {
            long total = 0;
            foreach (long count in _counts) total += count;
            return total;
        }
    }

    public long Count(Reason reason) => _counts[(int)reason - First];

    public void Refuse(Reason reason, int instrument, long value = 0)
    {
        long count = ++_counts[(int)reason - First];
        if (!long.IsPow2(count)) return;
        OutboundEvent e = default;
        e.Alert = new AlertBody { Count = count, Value = value };
        emitter.Emit(OutboundKind.Alert, reason, instrument, ref e);
    }

    public void Save(StateWriter writer) => writer.WriteSpan<long>(_counts);

    public void Load(StateReader reader) => reader.ReadInto<long>(_counts);
}
