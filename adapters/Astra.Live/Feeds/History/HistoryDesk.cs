using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Asks the sources' histories for bars, the first source first. A vendor that refuses costs its bars and never the session: after a final refusal, or three failures in a
/// row, it is not asked again, and that is said once.
/// </summary>
internal sealed class HistoryDesk(IReadOnlyList<LiveSource> sources, Action<string>? tell)
{
    private const int FailuresAllowed = 3;

    private readonly int[] _failures = new int[sources.Count];
    private readonly Lock _gate = new();

    /// <summary>Whether anybody is left to ask.</summary>
    public bool IsOpen
    {
        get
        {
            for (int i = 0; i < sources.Count; i++)
                if (sources[i].History is not null && Volatile.Read(ref _failures[i]) < FailuresAllowed) return true;
            return false;
        }
    }

    /// <summary>The instrument as the first source that has it sees it; null when none has.</summary>
    public Instrument? Find(int instrument)
    {
        for (int i = 0; i < sources.Count; i++)
            if (Listed(i, instrument) is { } listed) return listed.Instrument;
        return null;
    }

    /// <summary>Bars as <see cref="IMarketHistory.BarsAsync"/> gives them; null when nobody could say.</summary>
    public async Task<IReadOnlyList<HistoryBar>?> AskAsync(int instrument, int minutes, Timestamp from, Timestamp to, CancellationToken stop)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i].History is not { } history || Volatile.Read(ref _failures[i]) >= FailuresAllowed || Listed(i, instrument) is not { } listed) continue;
            try
            {
                IReadOnlyList<HistoryBar> bars = await history.BarsAsync(listed, minutes, from, to, stop).ConfigureAwait(false);
                Volatile.Write(ref _failures[i], 0);
                return bars;
            }
            catch (VendorException e)
            {
                Fail(i, listed, e);
            }
        }
        return null;
    }

    private void Fail(int source, FeedInstrument asked, VendorException e)
    {
        bool last;
        lock (_gate)
        {
            if (_failures[source] >= FailuresAllowed) return;
            _failures[source] = e.IsFinal ? FailuresAllowed : _failures[source] + 1;
            last = _failures[source] >= FailuresAllowed;
        }
        tell?.Invoke($"{sources[source].Feed.Name}: no history of {asked.Instrument.Symbol}: {e.Message}{(last ? "; it is not asked again" : "")}");
    }

    private FeedInstrument? Listed(int source, int instrument)
    {
        foreach (FeedInstrument listed in sources[source].Feed.Instruments)
            if (listed.Instrument.Id == instrument) return listed;
        return null;
    }
}
