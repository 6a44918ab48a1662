namespace Astra.Live;

/// <summary>The two largest values among those of different stamps: the second is what two ticks agree on, and one wrong stamp cannot move it.</summary>
internal struct TopTwo
{
    private long _stamp;

    /// <summary>How many values it holds, 0 to 2.</summary>
    public int Count { get; private set; }

    public long Best { get; private set; }

    public long Second { get; private set; }

    public void Add(long value, long stamp)
    {
        if (Count == 0)
        {
            (Best, _stamp, Count) = (value, stamp, 1);
        }
        else if (stamp == _stamp)
        {
            if (value > Best) Best = value;
        }
        else if (value > Best)
        {
            (Second, Best, _stamp, Count) = (Best, value, stamp, 2);
        }
        else if (Count < 2 || value > Second)
        {
            (Second, Count) = (value, 2);
        }
    }
}
