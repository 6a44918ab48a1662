using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Which live feeds there are, which of their connections bring data, and whose instruments nobody sees. A core that was never told of a feed (a recording) is never down.
/// </summary>
internal sealed class FeedHealth : IStateful
{
    private readonly List<Line> _lines = [];

    /// <summary>A connection that was told of, and what it carries.</summary>
    private struct Line
    {
        public byte Feed;
        public byte Connection;
        public bool Lost;
        public int First;
        /// <summary>0 where nobody told.</summary>
        public int Count;
    }

    /// <summary>Bit of each feed that was told of.</summary>
    public int Known { get; private set; }

    /// <summary>Bit of each feed of which a connection at least brings data.</summary>
    public int Live { get; private set; }

    /// <summary>Feeds are known, and none of them is live.</summary>
    public bool IsDown => Known != 0 && Live == 0;

    /// <summary>Whether no feed shows this instrument: each is lost as a whole, or has lost the connection that carries it.</summary>
    public bool IsUnseen(int instrument)
    {
        int seen = Live;
        if (Known == 0 || seen == 0) return Known != 0;
        foreach (Line line in _lines)
            if (line.Lost && (uint)(instrument - line.First) < (uint)line.Count) seen &= ~(1 << line.Feed);
        return seen == 0;
    }

    /// <summary>Takes a sound change. What is said about one instrument says nothing about the feed.</summary>
    /// <param name="instrument">-1 for the whole feed.</param>
    public void Take(in FeedChange change, int instrument)
    {
        if (instrument >= 0) return;
        switch (change.State)
        {
            case FeedState.Connected or FeedState.Subscribed or FeedState.Recovered:
                Set(in change, lost: false);
                break;
            case FeedState.Stale or FeedState.Gap or FeedState.Reconnecting or FeedState.Stopped:
                Set(in change, lost: true);
                break;
            // Of several feeds this one leads: no word about any one connection of it.
            case FeedState.TookOver when (Known >> change.Feed & 1) == 0:
                Set(in change, lost: false);
                break;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Known);
        writer.Write(_lines.Count);
        foreach (Line line in _lines) writer.Write(line);
    }

    public void Load(StateReader reader)
    {
        _lines.Clear();
        int known = reader.Read<int>();
        int count = reader.Read<int>();
        for (int i = 0; i < count; i++) _lines.Add(reader.Read<Line>());
        Sum();
        if (known != Known) throw new StateFormatException("the state's feeds and their connections do not belong together");
    }

    private void Set(in FeedChange change, bool lost)
    {
        var line = new Line { Feed = change.Feed, Connection = change.Connection, Lost = lost, First = change.FirstInstrument, Count = change.InstrumentCount };
        int at = 0;
        while (at < _lines.Count && (_lines[at].Feed, _lines[at].Connection) != (line.Feed, line.Connection)) at++;
        if (at == _lines.Count) _lines.Add(line);
        else _lines[at] = line.Count > 0 ? line : _lines[at] with { Lost = lost };
        Sum();
    }

    private void Sum()
    {
        (Known, Live) = (0, 0);
        foreach (Line line in _lines)
        {
            Known |= 1 << line.Feed;
            if (!line.Lost) Live |= 1 << line.Feed;
        }
    }
}
