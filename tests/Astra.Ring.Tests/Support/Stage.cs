namespace Astra.Ring.Tests;

/// <summary>
/// Checks every event completely (next sequence, next number of its producer, whole content, handled by the stages before,
/// exactly in this lap) and stamps it. Throws at the first that is not as it should be.
/// </summary>
internal sealed class Stage(int stage, int producers, long firstSequence, params int[] after) : IEventHandler<FlowEvent>
{
    private readonly long[] _expected = new long[producers];
    private long _next = firstSequence;

    public long Handled { get; private set; }

    public void OnEvent(ref FlowEvent e, long sequence, bool endOfBatch)
    {
        if (sequence != _next) throw new InvalidDataException($"stage {stage}: sequence {sequence} came, {_next} was due");
        if (e.Number != _expected[e.Producer])
        {
            throw new InvalidDataException($"stage {stage}: producer {e.Producer} number {e.Number} came at {sequence}, {_expected[e.Producer]} was due");
        }

        if (e.Check != FlowEvent.CheckOf(e.Producer, e.Number)) throw new InvalidDataException($"stage {stage}: torn event at {sequence}");
        foreach (int before in after)
        {
            if (e.Stamps[before] != FlowEvent.StampOf(before, sequence))
            {
                throw new InvalidDataException($"stage {stage}: event {sequence} came before stage {before} was done with it");
            }
        }

        e.Stamps[stage] = FlowEvent.StampOf(stage, sequence);
        _expected[e.Producer]++;
        _next++;
        Handled++;
    }
}
