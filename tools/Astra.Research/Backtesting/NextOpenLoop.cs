using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>Fees from a bar on, until the next span.</summary>
public readonly record struct FeeSpan<TFees>(int FirstBar, TFees Fees) where TFees : struct, IFees;

/// <summary>The loop of a next-open run. Generic over structs: what a caller does not need costs nothing, and no bar allocates.</summary>
public static class NextOpenLoop
{
    /// <param name="fees">By first bar, the first from bar 0; usually one for each day.</param>
    /// <param name="gates">One for each bar, or empty when sessions do not matter.</param>
    public static void Run<TDecider, TFees, TSink, TMarks>(
        ReadOnlySpan<Bar> bars, ref TDecider decider, ref NextOpenLedger<TFees, TSink> ledger, ReadOnlySpan<FeeSpan<TFees>> fees,
        ReadOnlySpan<BarGate> gates, ref TMarks marks, int multiplier)
        where TDecider : struct, IDecider
        where TFees : struct, IFees
        where TSink : struct, ITradeSink
        where TMarks : struct, IMarks
    {
        for (int span = 0; span < fees.Length; span++)
        {
            ledger.Fees = fees[span].Fees;
            int end = span + 1 < fees.Length ? fees[span + 1].FirstBar : bars.Length;
            for (int i = fees[span].FirstBar; i < end; i++)
            {
                ref readonly Bar bar = ref bars[i];
                BarGate gate = gates.IsEmpty ? BarGate.None : gates[i];
                if (ledger.HasOrder || gate != BarGate.None) ledger.AtOpen(i, bar.Open.Units, gate);
                StrategyAction action = decider.Decide(in bar);
                if (action != StrategyAction.None || gate != BarGate.None) ledger.AtClose(i, bar.Close.Units, action, gate);
                marks.At(i, bar.Close.Units, ledger.Cash, ledger.Position, multiplier);
            }
        }
    }
}
