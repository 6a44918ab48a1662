using System.Numerics;
using System.Runtime.CompilerServices;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// One parameter set on its way through the data: the ledger that every research path uses, touched only at bars where something is decided
/// or a session asks something, and the figures in between.
/// </summary>
/// <param name="fees">By first bar, the first from bar 0; usually one for each day, or one for all.</param>
/// <param name="trades">Where closed trades are kept, for those who want them; null counts them only.</param>
internal struct SweepLane<TFees>(LedgerRules rules, SweepData data, FeeSpan<TFees>[] fees, List<LedgerTrade>? trades = null)
    where TFees : struct, IFees
{
    private NextOpenLedger<TFees, TradeTally> _ledger = new(rules, data.Series.Instrument, fees[0].Fees, new TradeTally(data.Series.Instrument.Multiplier, trades));
    private EquityTally _equity = new(rules.Cash.Rupees);
    private int _span;

    /// <summary>Follows the decisions of one tile.</summary>
    /// <param name="from">First bar of the tile.</param>
    public void Follow(int from, int count, DecisionRows rows, int set)
    {
        ReadOnlySpan<ulong> @long = rows.Long(set), @short = rows.Short(set), leave = rows.Leave(set);
        int words = (count + 63) / 64;
        for (int word = 0; word < words; word++)
        {
            (ulong up, ulong down) = (@long[word], @short[word]);
            ulong gated = data.LeaveBits.Length == 0 ? 0 : data.LeaveBits[from / 64 + word];
            for (ulong bits = up | down | leave[word] | gated; bits != 0; bits &= bits - 1)
            {
                int place = BitOperations.TrailingZeroCount(bits);
                StrategyAction action = (up >> place & 1) != 0 ? StrategyAction.EnterLong
                    : (down >> place & 1) != 0 ? StrategyAction.EnterShort
                    : (leave[word] >> place & 1) != 0 ? StrategyAction.Exit : StrategyAction.None;
                int bar = from + word * 64 + place;
                if (data.Gates.Length == 0) Decide(bar, action, BarGate.None);
                else DecideGated(bar, action);
            }
        }
    }

    /// <summary>The figures, once the last bar is decided.</summary>
    public SweepFigures Finish()
    {
        _equity.CountUntil(data.Count, data.Rupees);
        return SweepFigures.Of(rules, data, _ledger.Equity(data.Count == 0 ? 0 : data.Closes[data.Count - 1]), _ledger.FeesPaid, _ledger.Open, _ledger.Sink, _equity);
    }

    /// <summary>A decision at a close with its fill at the next open: between the two nothing can come.</summary>
    private void Decide(int bar, StrategyAction action, BarGate gate)
    {
        _ledger.AtClose(bar, data.Closes[bar], action, gate);
        int next = bar + 1;
        if (_ledger.HasOrder && next < data.Count) Open(next, data.Gates.Length == 0 ? BarGate.None : data.Gates[next]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecideGated(int bar, StrategyAction action)
    {
        BarGate gate = data.Gates[bar];
        if ((gate & BarGate.LeaveAtOpen) != 0 && _ledger.Position != 0) Open(bar, gate);
        if ((gate & BarGate.LeaveAtClose) != 0 && _ledger.Position != 0)
        {
            _equity.CountUntil(bar, data.Rupees);
            TakeFees(bar);
            _ledger.AtClose(bar, data.Closes[bar], action, gate);
            Changed();
        }
        else Decide(bar, action, gate);
    }

    private void Open(int bar, BarGate gate)
    {
        _equity.CountUntil(bar, data.Rupees);
        TakeFees(bar);
        _ledger.AtOpen(bar, data.Opens[bar], gate);
        Changed();
    }

    /// <summary>Bars come in order, so the span only moves on.</summary>
    private void TakeFees(int bar)
    {
        if (_span + 1 == fees.Length || fees[_span + 1].FirstBar > bar) return;
        while (_span + 1 < fees.Length && fees[_span + 1].FirstBar <= bar) _span++;
        _ledger.Fees = fees[_span].Fees;
    }

    private void Changed() => _equity.Change(_ledger.Cash.Rupees, (double)_ledger.Position * data.Series.Instrument.Multiplier);
}
