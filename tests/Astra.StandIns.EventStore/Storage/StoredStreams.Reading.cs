namespace Astra.StandIns.EventStore;

/// <summary>Reading, as the server does it: a few events at a time, each under the rules that hold at that moment.</summary>
public sealed partial class StoredStreams
{
    /// <summary>Events that the server reads at a time.</summary>
    internal const int PageSize = 32;

    /// <param name="horizon">Nothing stored later is seen: the view of a node that lags behind. Null: all.</param>
    internal ReadPage ReadForwards(string stream, long from, long count, DateTimeOffset? horizon = null)
    {
        lock (_gate)
        {
            if (Find(stream, horizon, out StreamRecord? record, out long last) is { } nothing) return nothing;
            long revision = Math.Max(from, record!.First(Now));
            List<StandInEvent> events = [];
            for (; revision <= last && events.Count < Math.Min(count, PageSize); revision++)
                if (record.Events[(int)revision] is { } stored) events.Add(stored);
            return new ReadPage(ReadOutcome.Found, events, Math.Min(revision, last + 1), last, revision > last);
        }
    }

    /// <param name="from">Where to begin; <see cref="long.MaxValue"/> is the end.</param>
    /// <param name="horizon">As for <see cref="ReadForwards"/>.</param>
    internal ReadPage ReadBackwards(string stream, long from, long count, DateTimeOffset? horizon = null)
    {
        lock (_gate)
        {
            if (Find(stream, horizon, out StreamRecord? record, out long last) is { } nothing) return nothing;
            long first = record!.First(Now);
            long revision = Math.Min(from, last);
            List<StandInEvent> events = [];
            for (; revision >= first && events.Count < Math.Min(count, PageSize); revision--)
                if (record.Events[(int)revision] is { } stored) events.Add(stored);
            return new ReadPage(ReadOutcome.Found, events, revision, last, revision < first);
        }
    }

    /// <summary>Events of all streams from a position on (or before it), in the order in which they were stored. Null: no event has that position.</summary>
    internal List<StandInEvent>? ReadAll(ulong? position, bool inclusive, bool backwards, DateTimeOffset? horizon = null)
    {
        lock (_gate)
        {
            int end = _all.Count;
            if (horizon is { } until)
                while (end > 0 && _all[end - 1].Created > until) end--;
            int at = backwards ? end - 1 : 0;
            if (position is { } wanted)
            {
                at = IndexOf(wanted);
                if (at < 0) return null;
                if (!inclusive) at += backwards ? -1 : 1;
            }
            List<StandInEvent> events = [];
            for (; at >= 0 && at < end && events.Count < PageSize; at += backwards ? -1 : 1) events.Add(_all[at]);
            return events;
        }
    }

    /// <summary>Position of the newest event, null when there is none.</summary>
    internal ulong? LastPosition()
    {
        lock (_gate) return _all.Count == 0 ? null : _all[^1].Position;
    }

    private ReadPage? Find(string stream, DateTimeOffset? horizon, out StreamRecord? record, out long last)
    {
        last = -1;
        if (_streams.TryGetValue(stream, out record))
        {
            if (record.Tombstoned) return new ReadPage(ReadOutcome.Tombstoned, [], -1, -1, true);
            last = record.LastAt(horizon);
            if (!record.IsMissing && last >= 0) return null;
        }
        return new ReadPage(ReadOutcome.Missing, [], -1, -1, true);
    }

    private int IndexOf(ulong position)
    {
        int low = 0, high = _all.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_all[middle].Position == position) return middle;
            if (_all[middle].Position < position) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
