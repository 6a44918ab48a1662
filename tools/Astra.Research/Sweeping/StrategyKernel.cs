using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// Any strategy of the registry, the very code that trades live: every set has its instance, and a tile of bars goes through one after the
/// other while the bars are in the cache. Chart bars are made once and shared.
/// </summary>
internal struct StrategyKernel(BacktestSpec spec, SweepBars bars) : ISweepKernel
{
    private readonly IStrategy[] _strategies = new IStrategy[DecisionRows.Sets];
    private int _sets;
    private int _next;

    public void Start(SweepData data, ReadOnlySpan<double[]> sets)
    {
        (_sets, _next) = (sets.Length, 0);
        for (int set = 0; set < sets.Length; set++) _strategies[set] = (spec with { Values = sets[set] }).CreateFor(data.Series);
    }

    public void Decide(int from, int count, DecisionRows rows)
    {
        rows.Clear();
        int first = _next;
        while (_next < bars.Count && bars.CandleOf(_next) < from + count) _next++;
        for (int set = 0; set < _sets; set++)
        {
            IStrategy strategy = _strategies[set];
            for (int i = first; i < _next; i++)
            {
                StrategyAction action = strategy.OnBar(in bars[i]).Action;
                if (action != StrategyAction.None) Note(rows, set, bars.CandleOf(i) - from, action);
            }
        }
    }

    /// <summary>Of the bars that one candle completed, the last that decides counts.</summary>
    private readonly void Note(DecisionRows rows, int set, int place, StrategyAction action)
    {
        (int word, ulong bit) = (place / 64, 1ul << (place % 64));
        Span<ulong> chosen = action switch
        {
            StrategyAction.EnterLong => rows.Long(set),
            StrategyAction.EnterShort => rows.Short(set),
            StrategyAction.Exit => rows.Leave(set),
            _ => throw spec.Refusal($"decides to {action.ToString().ToLowerInvariant()}"),
        };
        rows.Long(set)[word] &= ~bit;
        rows.Short(set)[word] &= ~bit;
        rows.Leave(set)[word] &= ~bit;
        chosen[word] |= bit;
    }
}
